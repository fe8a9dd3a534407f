import { printable } from '../refusal.ts';
import { readXml } from './xml.ts';
import type { Archive } from './zip/archive.ts';

export interface Relation {
  readonly id: string;
  readonly type: string;
  readonly target: string;
  readonly external: boolean;
}

/** What a part points at, with paths from the archive's root. */
export function relations(file: string, archive: Archive, part: string): Relation[] {
  const slash = part.lastIndexOf('/');
  const folder = part.slice(0, slash + 1);
  const name = `${folder}_rels/${part.slice(slash + 1)}.rels`;
  const bytes = archive.read(name);
  const found: Relation[] = [];
  if (!bytes) return found;
  readXml(file, name, bytes, {
    open(tag, { Id: id = '', Type: type = '', Target: target = '', TargetMode: mode = '' }) {
      if (tag !== 'Relationship') return;
      const external = mode === 'External';
      found.push({
        id,
        type: type.slice(type.lastIndexOf('/') + 1),
        target: external ? target : resolvePath(folder, target),
        external,
      });
    },
    close: () => {},
    text: () => {},
  });
  return found;
}

function resolvePath(folder: string, target: string): string {
  const parts = target.startsWith('/') ? [] : folder.split('/').filter((part) => part !== '');
  for (const part of target.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

export function targetOf(parts: readonly Relation[], type: string): string | undefined {
  return parts.find((part) => part.type === type && !part.external)?.target;
}

/** What the file points at elsewhere: nothing of it is opened. */
export function linkNotice(file: string, archive: Archive): string | undefined {
  const owners = archive.names.filter((name) => name.endsWith('.rels')).map(ownerOf);
  const external = owners.flatMap((owner) => relations(file, archive, owner)).filter((item) => item.external);
  const books = archive.names.filter((name) => /\/externalLinks\/[^/]+\.xml$/.test(name)).length;
  const [first] = external;
  if (!first && books === 0) return undefined;
  const example = first ? `（如“${printable(first.target, 60)}”）` : '';
  return `有 ${Math.max(external.length, books)} 处外部链接${example}，没有打开`;
}

/** `xl/_rels/workbook.xml.rels` → `xl/workbook.xml`. */
function ownerOf(name: string): string {
  return name.replace(/(^|\/)_rels\/([^/]*)\.rels$/, '$1$2');
}
