import type { Kind } from '../kind.ts';
import { agree } from './agree.ts';
import { carriedOver } from './carried-over.ts';
import { codesInBoth } from './classification-both.ts';
import { codeDepth, codeKnown, codeParent, codeShape, codeTwice } from './classification-codes.ts';
import { codeName, codeOneName } from './classification-names.ts';
import { classSum, economicSum } from './classification-sums.ts';
import { columnsAddUp } from './columns-add-up.ts';
import { departmentName } from './department-name.ts';
import { atMost, equal } from './equal.ts';
import { codesFilled } from './form-codes.ts';
import { asOfDate, headingYears, totalRow } from './form-heads.ts';
import { emptyNote, filledNote, otherNote } from './form-notes.ts';
import { rowNumbers, rowsKnown, rowsPresent } from './form-rows.ts';
import { sectionsFilled, tablesPublished, undecidedFigures } from './form-tables.ts';
import { magnitudeUnit } from './magnitude-unit.ts';
import { narrativeAgrees } from './narrative-agrees.ts';
import { narrativeChanges } from './narrative-changes.ts';
import { narrativeCompletion } from './narrative-completion.ts';
import { narrativeCounts } from './narrative-counts.ts';
import { narrativeGrowth } from './narrative-growth.ts';
import { narrativeHeadings } from './narrative-headings.ts';
import { narrativeLineNames } from './narrative-line-names.ts';
import { narrativeNumbering } from './narrative-numbering.ts';
import { narrativeRepeated } from './narrative-repeated.ts';
import { narrativeShares } from './narrative-shares.ts';
import { narrativeSums } from './narrative-sums.ts';
import { narrativeTraceable } from './narrative-traceable.ts';
import { itemsWithin } from './operating-items.ts';
import { privacyNumber } from './privacy-number.ts';
import { procurementByCatalogue } from './procurement-catalogue.ts';
import { columnsWithin, procurementBudget, procurementWithin } from './procurement-lines.ts';
import { projectFunding, projectRows, projectsSum, projectTypes, projectUnits } from './project-amounts.ts';
import { projectCodeDigits, projectCodeOnce } from './project-codes.ts';
import { planComplete, planUnit } from './project-plan.ts';
import { costWithin, indicatorGroups, indicatorLevels } from './project-targets.ts';
import { indicatorRepeats, indicatorValues, projectFields } from './project-values.ts';
import { quantityTimesPrice } from './quantity-times-price.ts';
import { rowsAddUp } from './rows-add-up.ts';
import { textDirection } from './text-direction.ts';
import { textMagnitude } from './text-magnitude.ts';
import { textNames } from './text-names.ts';
import { textPairs } from './text-pairs.ts';
import { textPlaceholders } from './text-placeholders.ts';
import { textPunctuation } from './text-punctuation.ts';
import { textRepeated } from './text-repeated.ts';
import { textUnfinished } from './text-unfinished.ts';
import { textYears } from './text-years.ts';
import { timely } from './time-dates.ts';
import { codesChanged, statedChange, statedPrevious } from './time-last-year.ts';
import { wordingPhase } from './wording-phase.ts';
import { wordingScope } from './wording-scope.ts';

/** Every kind of rule, by the name that rules.yaml uses. */
export const KINDS: Readonly<Record<string, Kind>> = {
  'columns-add-up': columnsAddUp,
  'rows-add-up': rowsAddUp,
  'quantity-times-price': quantityTimesPrice,
  agree,
  equal,
  'at-most': atMost,
  'codes-in-both': codesInBoth,
  'code-depth': codeDepth,
  'code-known': codeKnown,
  'code-parent': codeParent,
  'code-shape': codeShape,
  'code-twice': codeTwice,
  'code-name': codeName,
  'code-one-name': codeOneName,
  'class-sum': classSum,
  'economic-sum': economicSum,
  'codes-filled': codesFilled,
  'as-of-date': asOfDate,
  'heading-years': headingYears,
  'total-row': totalRow,
  'department-name': departmentName,
  'empty-note': emptyNote,
  'filled-note': filledNote,
  'other-note': otherNote,
  'row-numbers': rowNumbers,
  'rows-known': rowsKnown,
  'rows-present': rowsPresent,
  'sections-filled': sectionsFilled,
  'tables-published': tablesPublished,
  'undecided-figures': undecidedFigures,
  'magnitude-unit': magnitudeUnit,
  'items-within': itemsWithin,
  'procurement-by-catalogue': procurementByCatalogue,
  'columns-within': columnsWithin,
  'procurement-budget': procurementBudget,
  'procurement-within': procurementWithin,
  'project-funding': projectFunding,
  'project-rows': projectRows,
  'projects-sum': projectsSum,
  'project-types': projectTypes,
  'project-units': projectUnits,
  'project-code-digits': projectCodeDigits,
  'project-code-once': projectCodeOnce,
  'plan-complete': planComplete,
  'plan-unit': planUnit,
  'cost-within': costWithin,
  'indicator-groups': indicatorGroups,
  'indicator-levels': indicatorLevels,
  'indicator-repeats': indicatorRepeats,
  'indicator-values': indicatorValues,
  'project-fields': projectFields,
  timely,
  'carried-over': carriedOver,
  'codes-changed': codesChanged,
  'stated-change': statedChange,
  'stated-previous': statedPrevious,
  'narrative-agrees': narrativeAgrees,
  'narrative-changes': narrativeChanges,
  'narrative-completion': narrativeCompletion,
  'narrative-counts': narrativeCounts,
  'narrative-growth': narrativeGrowth,
  'narrative-headings': narrativeHeadings,
  'narrative-line-names': narrativeLineNames,
  'narrative-numbering': narrativeNumbering,
  'narrative-repeated': narrativeRepeated,
  'narrative-shares': narrativeShares,
  'narrative-sums': narrativeSums,
  'narrative-traceable': narrativeTraceable,
  'privacy-number': privacyNumber,
  'text-direction': textDirection,
  'text-magnitude': textMagnitude,
  'text-names': textNames,
  'text-pairs': textPairs,
  'text-placeholders': textPlaceholders,
  'text-punctuation': textPunctuation,
  'text-repeated': textRepeated,
  'text-unfinished': textUnfinished,
  'text-years': textYears,
  'wording-phase': wordingPhase,
  'wording-scope': wordingScope,
};
