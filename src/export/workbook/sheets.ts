import type { CheckedDisclosure } from '../../model/disclosure.ts';
import type { DisclosureView, ProjectView, SectionView } from '../../view/types.ts';
import type { Sheet } from '../xlsx/sheet.ts';
import { sheetName } from '../xlsx/workbook.ts';
import type { ListedSheet } from './about-sheet.ts';
import type { PlacedTable } from './grid.ts';
import { projectSheet } from './project-sheet.ts';
import { tableSheet } from './table-sheet.ts';
import { targetsSheet } from './targets-sheet.ts';

export interface FormSheet extends ListedSheet {
  readonly sheet: Sheet;
  /** Id of the table that stands on it, and where. */
  readonly table?: { readonly id: string; readonly placed: PlacedTable };
}

/** The form's sheets in the order of its outline; `taken` holds the names given out. */
export function formSheets(
  disclosure: CheckedDisclosure,
  view: DisclosureView,
  taken: Set<string>,
): FormSheet[] {
  const made: FormSheet[] = [];
  const visit = (section: SectionView): void => {
    made.push(...sheetsOf(section, disclosure, taken));
    section.children.forEach(visit);
  };
  view.sections.forEach(visit);
  return made;
}

function sheetsOf(section: SectionView, disclosure: CheckedDisclosure, taken: Set<string>): FormSheet[] {
  const projects: ProjectView[] = [];
  const made: FormSheet[] = [];
  for (const content of section.content) {
    if (content.kind === 'table') {
      const { title } = content.table;
      const name = sheetName(disclosure.tables.has(section.id) ? section.id : title, taken);
      const { sheet, placed } = tableSheet(name, content.table);
      made.push({ name, title, sheet, table: { id: section.id, placed } });
    } else if (content.kind === 'project') projects.push(content.project);
    else if (content.kind === 'targets') {
      const name = sheetName(section.title || content.targets.title || '整体绩效目标', taken);
      const sheet = targetsSheet(name, section.title, content.targets, disclosure);
      made.push({ name, title: section.title || name, sheet });
    }
  }
  if (projects.length > 0) {
    const title = section.title || disclosure.template.projects?.title || '项目';
    const name = sheetName(title, taken);
    made.push({ name, title, sheet: projectSheet(name, title, projects, disclosure) });
  }
  return made;
}
