import type { WrittenFile } from '../../../src/export/package.ts';
import type { RememberedFigures } from './build-state.ts';
import {
  ALL_FIGURES,
  type FiguresPart,
  planFigures,
  type TidyFile,
  type WholeFigures,
  writeAllFigures,
} from './figures.ts';
import type { MakerPool } from './maker-pool.ts';
import { markOf } from './marks.ts';
import type { Earlier } from './reuse.ts';
import type { SideThread } from './side-thread.ts';
import type { HeldSite, SiteFolder } from './site-folder.ts';

/** The files of figures of a site, from the disclosures' own that stand there. */
export interface SiteFigures {
  readonly parts: readonly (FiguresPart & { readonly file: WrittenFile })[];
  readonly whole: WholeFigures;
}

export interface FiguresSources {
  readonly folder: SiteFolder;
  readonly pool: MakerPool;
  readonly side: SideThread;
  readonly tidy: readonly TidyFile[];
  /** Where parts are taken from that have not changed. */
  readonly standing: readonly Earlier[];
  /** Where the whole is taken from, if it would be the same. */
  readonly before: (HeldSite & { readonly figures: WholeFigures }) | undefined;
}

/** So few the other thread makes sooner than processes that are started for it. */
const FEW = 4;

/** Takes over what stands, and makes the others anew. */
export async function makeFigures(sources: FiguresSources): Promise<SiteFigures> {
  const { folder, pool, side, tidy, standing, before } = sources;
  const parts = planFigures(tidy);
  const reused = reuseFigures(standing, parts, folder);
  const missing = parts.filter(({ path }) => !reused.has(path));
  for (const { path } of missing) folder.room(path);
  const mark = markOf(parts.map(({ path, key }) => `${path}\0${key}`).join('\n'));
  const taken = before?.figures.mark === mark && folder.take(ALL_FIGURES, before) && before.figures;
  if (!taken) folder.room(ALL_FIGURES);
  const aside =
    !taken && missing.length <= FEW ? side.figures({ dir: folder.dir, missing, parts }) : undefined;
  const { files, whole } = (await aside) ?? {
    files: await pool.figures(missing),
    whole: taken || writeAllFigures(folder.dir, parts),
  };
  for (const { path, sha256 } of [...files, ...(taken ? [] : [whole])]) folder.wrote(path, sha256);
  const all = new Map(files.map((file) => [file.path, file]));
  for (const [path, { file }] of reused) all.set(path, file);
  return {
    parts: parts.map((part) => ({ ...part, file: all.get(part.path) as WrittenFile })),
    whole: { ...whole, mark },
  };
}

/** Takes over the files of figures that have not changed; says which those are. */
function reuseFigures(
  earlier: readonly Earlier[],
  parts: readonly FiguresPart[],
  folder: SiteFolder,
): ReadonlyMap<string, RememberedFigures> {
  const reused = new Map<string, RememberedFigures>();
  for (const { path, key } of parts) {
    for (const { dir, state } of earlier) {
      const known = state.figures[path];
      if (known?.key !== key || !folder.take(path, { dir, holds: state.holds })) continue;
      reused.set(path, known);
      break;
    }
  }
  return reused;
}
