import type { DisclosureView } from '../view/types.ts';
import { planDocument } from './document.ts';
import type { Engine, Standard } from './engine.ts';
import type { MissingGlyph } from './glyphs.ts';
import { markRowHeads } from './structure.ts';
import type { PdfDocument } from './types.ts';

export interface RenderedPdf {
  readonly pdf: Buffer;
  readonly missing: readonly MissingGlyph[];
}

/** The PDF of a disclosure: the same view, the same bytes. */
export function renderPdf(view: DisclosureView, engine: Engine, standard: Standard): RenderedPdf {
  const { document, missing } = planDocument(view);
  return { pdf: renderDocument(document, engine, standard), missing };
}

export function renderDocument(document: PdfDocument, engine: Engine, standard: Standard): Buffer {
  return markRowHeads(engine.compile(document, standard), document);
}
