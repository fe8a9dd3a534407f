import { PDFArray, PDFBool, PDFDict, PDFHexString, PDFName, PDFRef, PDFString } from 'pdf-lib';
import { beforeAll, describe, expect, test } from 'vitest';
import { Engine } from '../../src/pdf/engine.ts';
import { renderPdf } from '../../src/pdf/render.ts';
import { sampleSite } from './sample.ts';
import { readTree, type Tree } from './tree.ts';

// Two cores may be shared with many.
/**
 * The conditions of the Matterhorn Protocol (PDF/UA-1) that a program can tell
 * from the file itself; the numbers are its checkpoints.
 */

const name = (text: string): PDFName => PDFName.of(text);
const textOf = (value: unknown): string =>
  value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : '';

describe.each(['410802/2024/566', '130303/2024/350001', '130300/2023/471'])('%s', (id) => {
  let tree: Tree;
  beforeAll(async () => {
    const { pdf } = renderPdf(sampleSite().disclosure(id), new Engine(), 'ua-1');
    tree = await readTree(pdf);
  });

  test('01: whatever is drawn is read out or an artifact, never both, never neither', () => {
    expect(tree.pages.length).toBeGreaterThan(10);
    for (const { unmarked, nested } of tree.pages) expect([unmarked, nested]).toEqual([[], 0]);
  });

  test('01, 09: what is read out hangs in the tree, and what hangs there is on a page', () => {
    tree.pages.forEach(({ marks }, page) => {
      expect(
        [...marks].sort((a, b) => a - b),
        `page ${page + 1}`,
      ).toEqual([...(tree.referred.get(page) ?? [])].sort((a, b) => a - b));
    });
  });

  test('02: only kinds of element that the standard knows', () => {
    const known =
      /^(?:Document|Part|Art|Sect|Div|BlockQuote|Caption|TOC|TOCI|Index|NonStruct|P|H[1-6]|L|LI|Lbl|LBody|Table|TR|TH|TD|THead|TBody|TFoot|Span|Quote|Note|Reference|Code|Link|Annot|Figure|Formula|Form)$/;
    const roles = tree.look(tree.catalog.lookup(name('StructTreeRoot'), PDFDict).get(name('RoleMap')));
    for (const { kind } of tree.elements) {
      const role = roles instanceof PDFDict ? roles.get(name(kind)) : undefined;
      expect(known.test(kind) || role !== undefined, kind).toBe(true);
    }
  });

  test('06, 07: it has a title, and shows it', () => {
    const view = tree.catalog.lookup(name('ViewerPreferences'), PDFDict);
    expect(view.get(name('DisplayDocTitle'))).toBe(PDFBool.True);
  });

  test('09: elements stand where they may, and none is empty but a blank cell', () => {
    const inside: Readonly<Record<string, RegExp>> = {
      TR: /^(?:Table|THead|TBody|TFoot)$/,
      TH: /^TR$/,
      TD: /^TR$/,
      THead: /^Table$/,
      TBody: /^Table$/,
      LI: /^L$/,
      Lbl: /^(?:LI|TOCI|Note|Reference)$/,
      LBody: /^LI$/,
      TOCI: /^TOC$/,
    };
    for (const { kind, parent, kids } of tree.elements) {
      expect(inside[kind]?.test(parent) ?? true, `${kind} in ${parent}`).toBe(true);
      if (!/^T[HD]$/.test(kind)) expect(kids, kind).toBeGreaterThan(0);
    }
  });

  test('11: it says its language', () => {
    expect(textOf(tree.catalog.get(name('Lang')))).toMatch(/^zh-CN$/i);
  });

  test('13: no picture without words', () => {
    for (const { kind, dict } of tree.elements)
      if (kind === 'Figure') expect(textOf(dict.get(name('Alt')))).not.toBe('');
  });

  test('14: headings begin with the first order and skip none', () => {
    const levels = tree.elements.flatMap(({ kind }) => (/^H\d$/.test(kind) ? [Number(kind[1])] : []));
    expect(levels[0]).toBe(1);
    levels.forEach((level, at) => {
      if (at > 0) expect(level).toBeLessThanOrEqual((levels[at - 1] as number) + 1);
    });
  });

  test('15: every head of a table says of what; every table has one', () => {
    const scopes = tree.elements.flatMap(({ kind, dict }) => {
      if (kind !== 'TH') return [];
      const all = tree.look(dict.get(name('A')));
      const list = (all instanceof PDFArray ? all.asArray() : [all]).map(tree.look);
      return [list.map((one) => (one instanceof PDFDict ? String(one.get(name('Scope'))) : '')).join('')];
    });
    expect(scopes.length).toBeGreaterThan(100);
    for (const scope of scopes) expect(scope).toMatch(/\/(?:Row|Column|Both)/);
  });

  test('28: a page with links goes through them in the order of the tree, and each says where it leads', () => {
    let links = 0;
    for (const { dict } of tree.pages) {
      const annotations = tree.look(dict.get(name('Annots')));
      if (!(annotations instanceof PDFArray) || annotations.size() === 0) continue;
      expect(String(dict.get(name('Tabs')))).toBe('/S');
      for (const one of annotations.asArray().map(tree.look)) {
        links++;
        expect(one instanceof PDFDict && textOf(one.get(name('Contents'))) !== '').toBe(true);
        expect((one as PDFDict).has(name('StructParent'))).toBe(true);
      }
    }
    expect(links).toBeGreaterThan(20);
    expect(tree.elements.filter(({ kind }) => kind === 'Link').length).toBeGreaterThan(20);
  });

  test('31: every font is embedded, and its glyphs are characters', () => {
    const whole = tree.fonts.filter((font) => String(font.get(name('Subtype'))) === '/Type0');
    expect(whole.length).toBeGreaterThan(1);
    for (const font of whole) {
      expect(font.get(name('ToUnicode'))).toBeInstanceOf(PDFRef);
      const [below] = (tree.look(font.get(name('DescendantFonts'))) as PDFArray).asArray().map(tree.look);
      const descriptor = tree.look((below as PDFDict).get(name('FontDescriptor'))) as PDFDict;
      expect(['FontFile2', 'FontFile3'].some((key) => descriptor.has(name(key)))).toBe(true);
      // A subset, so that a file stays small: ABCDEF+Name.
      expect(String(descriptor.get(name('FontName')))).toMatch(/^\/[A-Z]{6}\+/);
    }
    // None of another kind goes without.
    for (const font of tree.fonts)
      expect(String(font.get(name('Subtype')))).toMatch(/^\/(?:Type0|CIDFontType[02])$/);
  });
});
