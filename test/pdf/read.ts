import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFNumber, PDFRef, PDFString } from 'pdf-lib';

/** A PDF as a reader other than the one that made it sees it: text by pdf.js, structure by pdf-lib. */
export interface ReadPdf {
  readonly pages: readonly ReadPage[];
  readonly tables: readonly ReadTable[];
  /** Kinds of all elements of the structure tree, in order, with their text. */
  readonly elements: readonly { readonly kind: string; readonly text: string }[];
  readonly outline: readonly { readonly title: string; readonly page: number }[];
  readonly info: Readonly<Record<string, unknown>>;
  readonly xmp: string;
  readonly language: string;
  /** All text that is read out, without white space; page numbers and repeated heads are not. */
  readonly text: string;
}

export interface ReadPage {
  readonly width: number;
  readonly height: number;
  readonly items: readonly ReadItem[];
}

export interface ReadItem {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly artifact: boolean;
  /** Its marked content, as the structure tree refers to it. */
  readonly mark: string | undefined;
}

export interface ReadTable {
  readonly rows: readonly (readonly ReadCell[])[];
}

export interface ReadCell {
  readonly kind: 'TH' | 'TD';
  readonly text: string;
  readonly id: string | undefined;
  readonly scope: string | undefined;
  readonly headers: readonly string[];
  readonly colspan: number;
  readonly rowspan: number;
}

/** White space, and the breaks put into long words, are no part of a text. */
export function bare(text: string): string {
  return text.replace(/[\s\u200b\u3000]+/g, '');
}

export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 });
  const pdf = await task.promise;
  const pages: ReadPage[] = [];
  for (let n = 1; n <= pdf.numPages; n++) {
    const page = await pdf.getPage(n);
    const [, , width = 0, height = 0] = page.view;
    const content = await page.getTextContent({ includeMarkedContent: true, disableNormalization: true });
    const marks: { artifact: boolean; id: string | undefined }[] = [];
    const items: ReadItem[] = [];
    for (const item of content.items) {
      if ('str' in item) {
        if (item.str === '') continue;
        const [, , , , x, y] = item.transform as number[];
        items.push({
          text: item.str,
          left: x as number,
          right: (x as number) + item.width,
          bottom: y as number,
          artifact: marks.some((mark) => mark.artifact),
          mark: marks.findLast((mark) => mark.id)?.id,
        });
      } else if (item.type === 'endMarkedContent') marks.pop();
      else marks.push({ artifact: (item as { tag?: string }).tag === 'Artifact', id: item.id ?? undefined });
    }
    pages.push({ width, height, items });
  }
  const outline = await readOutline(pdf);
  const metadata = await pdf.getMetadata();
  await task.destroy();
  const structure = await readStructure(bytes, pages);
  const read = pages.flatMap(({ items }) =>
    items.filter(({ artifact }) => !artifact).map((item) => item.text),
  );
  const text = bare(read.join(''));
  return { pages, outline, info: metadata.info as Record<string, unknown>, text, ...structure };
}

type Pdf = Awaited<ReturnType<typeof import('pdfjs-dist/legacy/build/pdf.mjs')['getDocument']>['promise']>;

async function readOutline(pdf: Pdf): Promise<ReadPdf['outline']> {
  const found: { title: string; page: number }[] = [];
  type Items = Awaited<ReturnType<Pdf['getOutline']>>;
  const walk = async (items: Items): Promise<void> => {
    for (const item of items ?? []) {
      const dest = typeof item.dest === 'string' ? await pdf.getDestination(item.dest) : item.dest;
      found.push({ title: item.title, page: dest ? (await pdf.getPageIndex(dest[0])) + 1 : 0 });
      await walk(item.items);
    }
  };
  await walk(await pdf.getOutline());
  return found;
}

async function readStructure(bytes: Uint8Array, pages: readonly ReadPage[]) {
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
  const { context, catalog } = pdf;
  const words = new Map<string, string>();
  for (const { items } of pages) {
    for (const { mark, text } of items) if (mark) words.set(mark, (words.get(mark) ?? '') + text);
  }
  const tables: ReadTable[] = [];
  const elements: { kind: string; text: string }[] = [];
  const look = (value: unknown) => (value instanceof PDFRef ? context.lookup(value) : value);
  const kidsOf = (element: PDFDict): unknown[] => {
    const kids = look(element.get(PDFName.of('K')));
    return kids instanceof PDFArray ? kids.asArray() : kids === undefined ? [] : [kids];
  };
  const textOf = (element: PDFDict): string => {
    const own = element.get(PDFName.of('Pg'));
    return kidsOf(element)
      .map((kid) => {
        const value = look(kid);
        if (value instanceof PDFNumber) return words.get(markOf(own, value)) ?? '';
        if (!(value instanceof PDFDict)) return '';
        const number = value.get(PDFName.of('MCID'));
        if (number instanceof PDFNumber)
          return words.get(markOf(value.get(PDFName.of('Pg')) ?? own, number)) ?? '';
        return value.has(PDFName.of('S')) ? textOf(value) : '';
      })
      .join('');
  };
  const markOf = (page: unknown, number: PDFNumber): string =>
    `p${page instanceof PDFRef ? page.objectNumber : '?'}R_mc${number.asNumber()}`;
  const kindOf = (element: PDFDict): string => String(element.get(PDFName.of('S'))).slice(1);
  const children = (element: PDFDict): PDFDict[] =>
    kidsOf(element)
      .map(look)
      .filter((kid): kid is PDFDict => kid instanceof PDFDict && kid.has(PDFName.of('S')));
  const rowsOf = (element: PDFDict): ReadCell[][] =>
    children(element).flatMap((kid) => (kindOf(kid) === 'TR' ? [children(kid).map(cellOf)] : rowsOf(kid)));
  const cellOf = (cell: PDFDict): ReadCell => {
    const attributes = look(cell.get(PDFName.of('A')));
    const all = (attributes instanceof PDFArray ? attributes.asArray() : [attributes]).map(look);
    const own = all.filter(
      (one): one is PDFDict => one instanceof PDFDict && String(one.get(PDFName.of('O'))) === '/Table',
    );
    const get = (name: string) =>
      own.map((one) => one.get(PDFName.of(name))).find((value) => value !== undefined);
    const headers = get('Headers');
    const id = cell.get(PDFName.of('ID'));
    return {
      kind: kindOf(cell) as 'TH' | 'TD',
      text: bare(textOf(cell)),
      id: id ? stringOf(id) : undefined,
      scope: get('Scope') ? String(get('Scope')).slice(1) : undefined,
      headers: headers instanceof PDFArray ? headers.asArray().map(stringOf) : [],
      colspan: numberOf(get('ColSpan')),
      rowspan: numberOf(get('RowSpan')),
    };
  };
  const walk = (element: PDFDict): void => {
    for (const kid of children(element)) {
      elements.push({ kind: kindOf(kid), text: bare(textOf(kid)) });
      if (kindOf(kid) === 'Table') tables.push({ rows: rowsOf(kid) });
      walk(kid);
    }
  };
  const root = catalog.lookup(PDFName.of('StructTreeRoot'), PDFDict);
  walk(root);
  const metadata = catalog.lookup(PDFName.of('Metadata')) as unknown as { getContents: () => Uint8Array };
  return {
    tables,
    elements,
    xmp: Buffer.from(metadata.getContents()).toString('utf8'),
    language: stringOf(catalog.get(PDFName.of('Lang'))),
  };
}

function stringOf(value: unknown): string {
  return value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : String(value);
}

function numberOf(value: unknown): number {
  return value instanceof PDFNumber ? value.asNumber() : 1;
}
