import { KINDS } from '../check/kinds/index.ts';
import type { Severity } from '../model/finding.ts';
import type { Rule } from '../model/rule.ts';
import type { Template } from '../model/template.ts';
import { Anchors } from './anchors.ts';
import { CHECKS_PATH, CHECKS_TITLE } from './board.ts';
import { byFamily } from './checks-words.ts';
import type { IndexContext } from './index-pages.ts';
import { viewPage } from './page.ts';
import { type ExampleView, viewExample } from './rule-examples.ts';
import type { PageView } from './types.ts';

/** On the site's page of checks: every rule with its examples. */
export interface RulesView {
  readonly page: PageView;
  readonly severities: readonly { readonly label: string; readonly explain: string }[];
  readonly families: readonly {
    readonly anchor: string;
    readonly title: string;
    readonly rules: readonly RuleView[];
  }[];
  /** How many rules there are. */
  readonly count: number;
}

export interface RuleView {
  readonly id: string;
  /** The id; of a second wording of it with a number. */
  readonly anchor: string;
  readonly title: string;
  readonly severity: Severity;
  /** 错误, 警告, 提示. */
  readonly label: string;
  readonly basis: string;
  /** What its kind compares. */
  readonly explain: string;
  readonly condition?: string;
  /** Titles of the forms that have it, where not all have. */
  readonly forms: readonly string[];
  readonly disabled: readonly { readonly form: string; readonly reason: string }[];
  readonly passes: ExampleView;
  readonly fails: ExampleView;
}

const SEVERITIES: Readonly<Record<Severity, { label: string; explain: string }>> = {
  error: { label: '错误', explain: '一定有一处写错了。不改正、也不公开说明，就不能公布。' },
  warning: { label: '警告', explain: '很可能有错，也可能另有原因，请核对。不影响公布。' },
  info: { label: '提示', explain: '不是错误，写出来供读者留意。' },
};

export function viewRules(
  context: Pick<IndexContext, 'site' | 'hosting'>,
  templates: Iterable<Template>,
): RulesView {
  const { site, hosting } = context;
  const rules = collectRules([...templates]);
  const title = CHECKS_TITLE;
  const description = '各部门公开文本的校验结果，和全部校验规则。';
  const keywords = [title, ...site.keywords];
  return {
    page: viewPage({
      site,
      hosting,
      path: CHECKS_PATH,
      title,
      description,
      keywords,
      column: { name: title, description, keywords },
    }),
    severities: Object.values(SEVERITIES),
    families: byFamily(rules, ({ id }) => id).map(([name, own], index) => ({
      anchor: `规则-${index + 1}`,
      title: name,
      rules: own,
    })),
    count: rules.length,
  };
}

/** Every rule once, in the order of the forms; a form's own wording of one that another form has too stands beside it. */
function collectRules(templates: readonly Template[]): RuleView[] {
  const known = new Map<
    string,
    { rule: Rule; forms: Template[]; disabled: RuleView['disabled'][number][] }
  >();
  for (const template of templates) {
    for (const rule of template.rules) {
      const { disabled, ...same } = rule;
      const key = JSON.stringify(same);
      const item = known.get(key) ?? { rule, forms: [], disabled: [] };
      known.set(key, item);
      if (disabled === undefined) item.forms.push(template);
      else item.disabled.push({ form: template.title, reason: disabled });
    }
  }
  const anchors = new Anchors();
  return [...known.values()].map(({ rule, forms, disabled }) => ({
    id: rule.id,
    anchor: anchors.claim(rule.id),
    title: rule.title,
    severity: rule.severity,
    label: SEVERITIES[rule.severity].label,
    basis: rule.basis,
    explain: KINDS[rule.kind]?.explain ?? '',
    ...(rule.condition !== undefined && { condition: rule.condition }),
    forms: forms.length + disabled.length < templates.length ? forms.map((form) => form.title) : [],
    disabled,
    passes: viewExample(rule.examples.passes),
    fails: viewExample(rule.examples.fails),
  }));
}
