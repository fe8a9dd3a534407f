import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFNumber,
  type PDFPage,
  type PDFRawStream,
  PDFRef,
} from 'pdf-lib';

/** What PDF/UA-1 asks of a file beyond its texts, read off its objects. */
export interface Tree {
  readonly catalog: PDFDict;
  readonly pages: readonly PageMarks[];
  /** Kinds of the structure elements, in order, with how many kids each has and what it says of itself. */
  readonly elements: readonly Element[];
  /** Marked contents that the structure tree refers to, by page. */
  readonly referred: ReadonlyMap<number, ReadonlySet<number>>;
  readonly fonts: readonly PDFDict[];
  readonly look: (value: unknown) => unknown;
}

export interface Element {
  readonly kind: string;
  readonly parent: string;
  readonly kids: number;
  readonly dict: PDFDict;
}

export interface PageMarks {
  readonly dict: PDFDict;
  /** Of the content that is read out. */
  readonly marks: ReadonlySet<number>;
  /** Operators that draw outside of any mark: neither read out nor passed over. */
  readonly unmarked: readonly string[];
  readonly nested: number;
}

const name = (text: string): PDFName => PDFName.of(text);

export async function readTree(bytes: Uint8Array): Promise<Tree> {
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
  const { context, catalog } = pdf;
  const look = (value: unknown): unknown => (value instanceof PDFRef ? context.lookup(value) : value);
  const pages = pdf.getPages();
  const numberOf = new Map(pages.map((page, at) => [page.ref.objectNumber, at]));
  const elements: Element[] = [];
  const referred = new Map<number, Set<number>>();
  const refer = (page: unknown, mark: number): void => {
    const at = page instanceof PDFRef ? numberOf.get(page.objectNumber) : undefined;
    if (at === undefined) throw new Error('marked content without a page');
    referred.set(at, (referred.get(at) ?? new Set()).add(mark));
  };
  const walk = (element: PDFDict, parent: string): void => {
    const kids = look(element.get(name('K')));
    const list = kids instanceof PDFArray ? kids.asArray() : kids === undefined ? [] : [kids];
    const kind = String(element.get(name('S'))).slice(1);
    if (parent !== '') elements.push({ kind, parent, kids: list.length, dict: element });
    for (const kid of list.map(look)) {
      if (kid instanceof PDFNumber) refer(element.get(name('Pg')), kid.asNumber());
      else if (kid instanceof PDFDict && kid.has(name('S'))) walk(kid, parent === '' ? 'root' : kind);
      else if (kid instanceof PDFDict && kid.get(name('MCID')) instanceof PDFNumber)
        refer(
          kid.get(name('Pg')) ?? element.get(name('Pg')),
          (kid.get(name('MCID')) as PDFNumber).asNumber(),
        );
    }
  };
  walk(catalog.lookup(name('StructTreeRoot'), PDFDict), '');
  const fonts = context
    .enumerateIndirectObjects()
    .flatMap(([, object]) =>
      object instanceof PDFDict && String(object.get(name('Type'))) === '/Font' ? [object] : [],
    );
  return { catalog, pages: pages.map((page) => marksOf(page, look)), elements, referred, fonts, look };
}

/** Operators that put something on the page. */
const DRAWS = new Set([
  'Tj',
  'TJ',
  "'",
  '"',
  'S',
  's',
  'f',
  'F',
  'f*',
  'B',
  'B*',
  'b',
  'b*',
  'sh',
  'Do',
  'BI',
]);

function marksOf(page: PDFPage, look: (value: unknown) => unknown): PageMarks {
  const contents = look(page.node.get(name('Contents')));
  const streams = contents instanceof PDFArray ? contents.asArray().map(look) : [contents];
  const text = streams
    .map((stream) => Buffer.from(decodePDFRawStream(stream as PDFRawStream).decode()).toString('latin1'))
    .join('\n');
  const marks = new Set<number>();
  const unmarked: string[] = [];
  const open: boolean[] = [];
  let nested = 0;
  let before = '';
  // Strings and names first, so that nothing within them looks like an operator.
  for (const [token] of text.matchAll(
    /\((?:\\.|[^\\()])*\)|<<|>>|<[0-9A-Fa-f\s]*>|\/[^\s/<>[\]()]*|[[\]]|[^\s/<>[\]()]+/gs,
  )) {
    if (token === 'BMC' || token === 'BDC') {
      const isRead = /\/MCID\s+(\d+)/.exec(before);
      if (isRead) {
        marks.add(Number(isRead[1]));
        if (open.some((read) => read)) nested++;
      }
      open.push(isRead !== null);
    } else if (token === 'EMC') open.pop();
    else if (DRAWS.has(token) && open.length === 0) unmarked.push(token);
    before = /^(?:BMC|BDC|EMC)$/.test(token) ? '' : `${before} ${token}`.slice(-200);
  }
  return { dict: page.node, marks, unmarked, nested };
}
