import { type BindingProblem, bindingProblems } from '../model/binding.ts';
import type { Disclosure } from '../model/disclosure.ts';
import type { Finding } from '../model/finding.ts';
import { nearestText } from '../model/nearest.ts';
import type { Place } from '../model/place.ts';
import { problem } from '../model/problem.ts';
import type { RawDisclosure } from '../model/raw.ts';
import type { OutlineItem } from '../model/template.ts';
import type { DisclosureContext } from './context.ts';

/** What disclosure.yaml and the narrative folder name must stand in the form's outline. */
export function checkOutline({ raw, yaml, file, template, problems }: DisclosureContext): void {
  const items = new Map<string, OutlineItem>();
  const collect = (list: readonly OutlineItem[]): void => {
    for (const item of list) {
      items.set(item.id, item);
      collect(item.children);
    }
  };
  collect(template.outline);
  const unknown = (place: Place, id: string, known: Iterable<string>): void => {
    const near = nearestText(id, known);
    const message = `表样“${template.id}”没有名为“${id}”的部分${near && `，${near}`}`;
    problems.push(problem('load.unknown-section', place, message, '请改名或删去。'));
  };
  for (const [index, id] of file.omitted.entries()) {
    const item = items.get(id);
    const place = yaml.locate(['omitted', index]);
    if (!item) unknown(place, id, items.keys());
    else if (!item.optional) {
      const instead =
        item.kind === 'table'
          ? '请删去这一条；确实不公开的表写进 notPublished，并说明理由。'
          : '请删去这一条。';
      problems.push(
        problem('load.not-optional', place, `表样“${template.id}”要求有“${id}”，不能省略`, instead),
      );
    } else {
      const given = givenFile(raw, item);
      const message = `omitted 说省略“${id}”，却有文件 ${given?.slice(raw.folder.length + 1)}`;
      if (given) problems.push(problem('load.contradiction', place, message, '请删去这一条，或移走文件。'));
    }
  }
  for (const id of Object.keys(file.headings))
    if (!items.has(id)) unknown(yaml.locate(['headings', id], 'key'), id, items.keys());
  const sections = [...items.values()].filter((item) => item.kind !== 'table').map((item) => item.id);
  for (const [section, { file: name }] of raw.narrative) {
    if (!sections.includes(section)) unknown({ file: name, line: 1, column: 1 }, section, sections);
  }
}

/** A file that gives what an outline item stands for, if there is one. */
function givenFile(raw: RawDisclosure, item: OutlineItem): string | undefined {
  const narrative = raw.narrative.get(item.id)?.file;
  if (item.kind === 'table') return raw.tables.find((csv) => csv.table === item.id)?.file;
  if (item.kind === 'projects') return raw.projects[0]?.file ?? narrative;
  return item.kind === 'targets' ? (raw.targets?.file ?? narrative) : narrative;
}

/** Bindings that name no cell: in the sections that the disclosure words itself, and in the form's drafts that it uses. */
export function checkNarrative(
  { template, problems }: DisclosureContext,
  disclosure: Disclosure,
  lastYear: Disclosure | undefined,
): void {
  const before = lastYear && { lastYear };
  for (const { source, file } of disclosure.narrative.values()) {
    problems.push(...bindingFindings(source, file, bindingProblems(source, disclosure, before)));
  }
  const drafted = (items: readonly OutlineItem[]): void => {
    for (const item of items) {
      if (disclosure.omitted.has(item.id)) continue;
      const draft = disclosure.narrative.has(item.id) ? undefined : template.drafts.get(item.id);
      if (draft)
        problems.push(
          ...bindingFindings(
            draft.source,
            draft.file,
            bindingProblems(draft.source, disclosure, { draft: true, ...before }),
          ),
        );
      drafted(item.children);
    }
  };
  drafted(template.outline);
}

/** More of one text than anybody mends before looking again. */
const MOST_TOLD = 50;

function bindingFindings(source: string, file: string, faults: readonly BindingProblem[]): Finding[] {
  return faults.slice(0, MOST_TOLD).map(({ offset, message, hint }, index) => {
    const before = source.slice(0, offset).split('\n');
    const rest = index === MOST_TOLD - 1 ? faults.length - MOST_TOLD : 0;
    return problem(
      'load.binding',
      { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 },
      rest > 0 ? `${message}（后面还有 ${rest} 处，先不逐一列出）` : message,
      hint,
    );
  });
}
