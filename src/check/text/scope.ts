import type { Disclosure } from '../../model/disclosure.ts';
import type { Label } from './labels.ts';
import { agreementOf, type Narrative, type Statement } from './narrative.ts';

/** Words that turn to a part of the department, or to one kind of its money. */
const PART =
  /(?:[局委办厅部院]本级|机关本级|局机关|机关本部|所属|下属|二级|各单位|分单位|其中[^，。；]{0,8}(?:中心|大队|支队|站|所|学校|医院|院))/u;

/** Has its sentence turned to a unit of the department? */
export function isOfAUnit(statement: Statement, { body }: Narrative, { units, name }: Disclosure): boolean {
  const before = body.text.slice(Math.max(statement.sentence, statement.from - 200), statement.from);
  if (PART.test(before)) return true;
  return units.some((unit) => unit.name !== name && unit.name.length > 3 && before.includes(unit.name));
}

/**
 * Does a statement speak of the whole department? Not where its sentence has
 * turned to a unit under it, or where it is named as part of something that is
 * no total of the document's (科学技术支出……，其中：基本支出……).
 */
export function isUnderTotal(statement: Statement, narrative: Narrative, disclosure: Disclosure): boolean {
  if (isOfAUnit(statement, narrative, disclosure)) return false;
  if (statement.label?.kind !== 'concept') return true;
  const { statements } = narrative;
  for (let index = statement.index - 1; index >= 0; index--) {
    const other = statements[index] as Statement;
    if (other.sentence !== statement.sentence) break;
    if (other.role === 'value' && other.label?.kind !== 'concept' && other.bracket < 0 && other.unit !== '%')
      return other.label === undefined && index > 0 ? isKnownWhole(statements, index) : false;
  }
  return true;
}

/** What a name means where it stands: 公务接待费 among 办公费、水费…… is the line, not the total of 三公. */
export function meantLabel(
  statement: Statement,
  label: Label,
  narrative: Narrative,
  disclosure: Disclosure,
): Label {
  const agreement = label.kind === 'concept' ? agreementOf(statement, narrative) : { agrees: true };
  if (agreement?.agrees || (agreement && isUnderTotal(statement, narrative, disclosure))) return label;
  return narrative.labels.line(label.words) ?? label;
}

/** An amount without a known name, in a sentence that began with a known one, is one of its parts. */
function isKnownWhole(statements: readonly Statement[], index: number): boolean {
  const { sentence } = statements[index] as Statement;
  for (let at = index - 1; at >= 0; at--) {
    const other = statements[at] as Statement;
    if (other.sentence !== sentence) return false;
    if (other.role === 'value' && other.label?.kind === 'concept') return true;
    if (other.label?.kind === 'line') return false;
  }
  return false;
}
