import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { fontFolders } from './fonts.ts';
import type { PdfDocument } from './types.ts';

/** PDF/UA-1: accessible. PDF/A-2a: to be archived. */
export type Standard = 'ua-1' | 'a-2a';
export const STANDARDS: readonly Standard[] = ['ua-1', 'a-2a'];

/** What is used of `@myriaddreamin/typst-ts-node-compiler`. */
interface Compiler {
  readonly evictCache: (maxAge: number) => void;
  readonly pdf: (
    source: { mainFilePath: string; inputs: Record<string, string>; resetRead: boolean },
    options: { pdfStandard: string; creationTimestamp: number },
  ) => Buffer;
  readonly fetchDiagnostics: (error: unknown) => readonly { message?: string }[];
}

interface Binding {
  readonly NodeCompiler: { create: (options: object) => Compiler };
}

/** No build of Typst for this machine is installed. */
export class EngineMissing extends Error {
  override readonly name = 'EngineMissing';
}

/** 0.7.0 is Typst 0.14.2, the first that writes PDF/UA-1. */
export const ENGINE = '@myriaddreamin/typst-ts-node-compiler 0.7.0';
export const TEMPLATE = fileURLToPath(new URL('template.typ', import.meta.url));

const PACKAGE = '@myriaddreamin/typst-ts-node-compiler';
/** Its builds; the package that chooses among them is not installed, because not all of them are published. */
const BUILDS = [
  '',
  '-linux-x64-gnu',
  '-linux-x64-musl',
  '-linux-arm64-gnu',
  '-darwin-arm64',
  '-darwin-x64',
  '-win32-x64-msvc',
];

export class Engine {
  readonly #compiler: Compiler;

  constructor() {
    this.#compiler = loadBinding().NodeCompiler.create({
      workspace: fileURLToPath(new URL('.', import.meta.url)),
      fontArgs: [{ fontPaths: fontFolders() }],
    });
  }

  /** Typst's own PDF of a document. */
  compile(document: PdfDocument, standard: Standard): Buffer {
    const [year, month, day] = document.date;
    try {
      return this.#compiler.pdf(
        { mainFilePath: TEMPLATE, inputs: { document: JSON.stringify(document) }, resetRead: true },
        { pdfStandard: standard, creationTimestamp: Date.UTC(year, month - 1, day) / 1000 },
      );
    } catch (error) {
      throw new Error(this.#explain(error));
    } finally {
      // What it remembers of one document helps no other, and would grow without end.
      this.#compiler.evictCache(0);
    }
  }

  #explain(error: unknown): string {
    const own = error instanceof Error ? error.message : String(error);
    try {
      const told = this.#compiler.fetchDiagnostics(error).flatMap(({ message }) => message ?? []);
      return told.length > 0 ? told.join('；') : own;
    } catch {
      return own;
    }
  }
}

function loadBinding(): Binding {
  const require = createRequire(import.meta.url);
  const tried: string[] = [];
  for (const build of BUILDS) {
    try {
      return require(`${PACKAGE}${build}`) as Binding;
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code !== 'MODULE_NOT_FOUND') tried.push(message);
    }
  }
  throw new EngineMissing(
    `没有适合本机（${process.platform}-${process.arch}）的 PDF 排版组件。请运行 npm install --no-save ${PACKAGE}@0.7.0，或加 --no-pdf 只生成网页。${tried.join('；')}`,
  );
}
