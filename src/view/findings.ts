import type { CheckedDisclosure } from '../model/disclosure.ts';
import type { Place } from '../model/place.ts';

type AtCell = (line: number, column: number) => readonly string[] | undefined;

/**
 * Findings by the cells that take part in them, for a draft. A table without
 * any is told apart at once, so that the others cost nothing.
 */
export function cellFindings(disclosure: CheckedDisclosure): (table: string) => AtCell | undefined {
  const byFile = new Map<string, Map<string, string[]>>();
  for (const finding of disclosure.findings) {
    for (const place of [finding.place, ...(finding.related ?? [])]) {
      const at = key(place);
      if (at === undefined) continue;
      const cells = byFile.get(place.file) ?? new Map<string, string[]>();
      byFile.set(place.file, cells);
      const messages = cells.get(at) ?? [];
      cells.set(at, messages);
      if (!messages.includes(finding.message)) messages.push(finding.message);
    }
  }
  return (id) => {
    const table = disclosure.tables.get(id);
    const cells = table && byFile.get(table.file);
    if (!cells) return undefined;
    return (line, column) => {
      const place = table.lines[line]?.place(column);
      const at = place && key(place);
      return at === undefined ? undefined : cells.get(at);
    };
  };
}

function key({ line, column }: Place): string | undefined {
  return line === undefined || column === undefined ? undefined : `${line}:${column}`;
}
