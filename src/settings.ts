/**
 * Where things are, from the environment; scripts turn their options into the
 * same variables, so that pages and commands see one truth.
 */
export interface Settings {
  /** CONTENT_DIR: what is published. */
  readonly contentDir: string;
  /** The tool's own folder, whose content/templates stand behind the content's own. */
  readonly toolDir: string;
  /** BASE_PATH, with leading and trailing slash. */
  readonly base: string;
  /** SITE_URL without trailing slash. */
  readonly siteUrl: string;
  /** Build also what does not pass, marked on every page. */
  readonly drafts: boolean;
  /** MINGZHANG_PDF: print a PDF beside each disclosure. */
  readonly pdf: boolean;
  /** MINGZHANG_XLSX: write a workbook beside each disclosure. */
  readonly xlsx: boolean;
  /** YYYY-MM-DD: what has a later `publishAt` is not built. */
  readonly today: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** `/a/b` and `a/b/` both mean `/a/b/`. */
function folderPath(path: string): string {
  const inner = path.replace(/^\/+|\/+$/g, '');
  return inner === '' ? '/' : `/${inner}/`;
}

export function readSettings(env: Environment, cwd: string, now: Date): Settings {
  const toolDir = env.MINGZHANG_ROOT || cwd;
  return {
    contentDir: env.CONTENT_DIR || `${toolDir}/content`,
    toolDir,
    base: folderPath(env.BASE_PATH || '/'),
    siteUrl: (env.SITE_URL || 'http://localhost:4321').replace(/\/+$/, ''),
    drafts: env.MINGZHANG_DRAFTS === 'true',
    pdf: env.MINGZHANG_PDF !== 'false',
    xlsx: env.MINGZHANG_XLSX !== 'false',
    today: beijingDay(now),
  };
}

/** YYYY-MM-DD: Chinese offices publish by Beijing time wherever the machine stands. */
export function beijingDay(moment: Date): string {
  return new Date(moment.getTime() + 8 * 3600_000).toISOString().slice(0, 10);
}
