import { beforeAll, describe, expect, test } from 'vitest';
import { relationsHtml } from '../../src/components/checks-html.ts';
import { openFolder } from '../../src/content.ts';
import type { CheckedDisclosure } from '../../src/model/disclosure.ts';
import { viewChecks } from '../../src/view/checks-page.ts';
import type { ChecksView, RelationTable } from '../../src/view/checks-types.ts';
import { viewDisclosure } from '../../src/view/disclosure.ts';
import { createNarrativeRenderer } from '../../src/view/narrative.ts';
import type { DisclosureView, SectionView } from '../../src/view/types.ts';
import { disclosureWith, edited, FOLDER } from '../support/content.ts';

const HOSTING = { siteUrl: 'https://a.example.cn', base: '/' };
const renderer = createNarrativeRenderer({ base: '' });

function viewed(disclosure: CheckedDisclosure, draft = false): { page: DisclosureView; checks: ChecksView } {
  const page = viewDisclosure(disclosure, {
    ...HOSTING,
    renderNarrative: (section, headingLevel) => renderer.renderSection(disclosure, section, { headingLevel }),
    hash: 'f00d',
    draft,
  });
  return { page, checks: viewChecks(disclosure, page, HOSTING) };
}

const TABLE = `${FOLDER}/tables/支出总表.csv`;
const RULE = 'table.expenditure-by-kind';
const WRONG = edited(TABLE, '行政运行,469.55,469.55,', '行政运行,469.55,469.60,');
const REASON = `acknowledgements: [{ rule: ${RULE}, reason: 原公布文本如此 }]\n`;
const EXPLAINED = {
  ...WRONG,
  ...edited(`${FOLDER}/disclosure.yaml`, 'scope: 部门\n', `scope: 部门\n${REASON}`),
};

const tableOf = (checks: ChecksView): RelationTable => {
  const block = checks.families[0]?.rules[0]?.blocks[0];
  if (block?.kind !== 'table') throw new Error('no table');
  return block;
};

describe('relations of one row', () => {
  test('stand in one table: the formula along its head, a line for each row', () => {
    const table = tableOf(viewed(disclosureWith()).checks);
    expect(table).toMatchObject({
      caption: '支出总表',
      unit: '万元',
      heads: ['合计', '= 基本支出', '+ 项目支出'],
    });
    expect(
      table.lines.map(({ name, cells, verdict }) => [name, cells.map((cell) => cell?.text), verdict.text]),
    ).toEqual([
      [{ text: '合计', href: '../#支出总表-合计' }, ['1469.55', '469.55', '1000.00'], '相等'],
      [{ text: '201 一般公共服务支出', href: '../#支出总表-201' }, ['1469.55', '469.55', '1000.00'], '相等'],
      [{ text: '20106 财政事务', href: '../#支出总表-20106' }, ['1469.55', '469.55', '1000.00'], '相等'],
      [{ text: '2010601 行政运行', href: '../#支出总表-2010601' }, ['469.55', '469.55', ''], '相等'],
      [
        { text: '2010602 一般行政管理事务', href: '../#支出总表-2010602' },
        ['1000.00', '', '1000.00'],
        '相等',
      ],
    ]);
  });

  test('tell a rounding difference from equality, and from what is wrong', () => {
    const verdicts = (changes: Record<string, string>) =>
      tableOf(viewed(disclosureWith(changes)).checks).lines.map(({ verdict }) => [
        verdict.verdict,
        verdict.text,
      ]);
    expect(verdicts(edited(TABLE, '行政运行,469.55,469.55,', '行政运行,469.55,469.56,'))[3]).toEqual([
      'rounded',
      '相符，四舍五入差 0.01',
    ]);
    expect(verdicts(WRONG)[3]).toEqual(['apart', '不符，差 0.05']);
    expect(verdicts(EXPLAINED)[3]).toEqual(['apart', '不符，差 0.05（已说明）']);
    expect(verdicts(edited(TABLE, '行政运行,469.55,469.55,', '行政运行,469.55,不适用,'))[3]).toEqual([
      'unknown',
      '有记号，无法比较',
    ]);
  });
});

describe('the page', () => {
  test('says first how it came out', () => {
    const { checks } = viewed(disclosureWith());
    expect(checks.summary).toBe('共校验 5 项，全部通过');
    expect(checks.outcomes).toMatchObject([{ id: 'passed', count: 1 }]);
    expect(checks.page).toMatchObject({
      path: '/110101/2024/101/checks/',
      title: '乙区财政局2024年部门预算勾稽校验',
    });
    expect(checks.page.breadcrumbs.at(-1)).toEqual({ title: '勾稽校验', href: '/110101/2024/101/checks/' });
  });

  test('lists what is wrong with both places, linked, the difference and the rule', () => {
    const { checks } = viewed(disclosureWith(WRONG));
    expect(checks.ok).toBe(false);
    expect(checks.findings).toEqual([
      {
        state: 'failed',
        label: '不符',
        rule: { text: '支出合计等于各类支出之和', href: `#${RULE}` },
        findings: [
          {
            anchor: '发现-1',
            message: '支出总表“2010601 行政运行”的“合计”实为 469.55，应为 469.60（差 0.05）',
            places: [
              { text: '支出总表“行政运行”的“合计”', href: '../#支出总表-2010601', value: '469.55' },
              {
                text: '支出总表“2010601 行政运行”的“基本支出”',
                href: '../#支出总表-2010601',
                value: '469.60',
              },
            ],
            more: 0,
            difference: '0.05',
          },
        ],
      },
    ]);
    expect(tableOf(checks).lines[3]?.verdict.href).toBe('#发现-1');
    expect(checks.families[0]?.rules[0]).toMatchObject({
      outcome: 'failed',
      label: '不符',
      counted: '5 项，1 项不符',
    });
  });

  test('gives the public reason of what is explained, and the remedy to authors alone', () => {
    const explained = viewed(disclosureWith(EXPLAINED)).checks;
    expect(explained.findings).toMatchObject([
      { state: 'acknowledged', label: '已说明', reason: '原公布文本如此' },
    ]);
    expect(explained.ok).toBe(true);
    const hint = (draft: boolean) => viewed(disclosureWith(WRONG), draft).checks.findings[0]?.hint;
    expect(hint(false)).toBeUndefined();
    expect(hint(true)).toContain('改正有误的一处');
  });
});

test('words of the content stay words', () => {
  const hostile = '<script>alert("1")</script>&';
  const csv = (FILE: string) => FILE.replaceAll('行政运行', `"${hostile.replaceAll('"', '""')}"`);
  const { checks } = viewed(
    disclosureWith({
      [TABLE]: csv('科目编码,科目名称,合计,基本支出,项目支出\n,合计,2,1,1\n2010601,行政运行,2,1,1\n'),
    }),
  );
  const html = relationsHtml(checks.families[0]?.rules[0]?.blocks ?? [], '表');
  expect(html).not.toContain('<script');
  expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;');
});

describe('over the sample', () => {
  const samples: { id: string; page: DisclosureView; checks: ChecksView; disclosure: CheckedDisclosure }[] =
    [];
  beforeAll(() => {
    const content = openFolder('content', 'content');
    for (const id of content.ids) {
      const { disclosure } = content.read(id);
      if (disclosure) samples.push({ id, disclosure, ...viewed(disclosure) });
    }
  });

  test('there are five', () => expect(samples).toHaveLength(5));

  /** Every fragment of a disclosure's page. */
  function anchorsOf(page: DisclosureView): Set<string> {
    const anchors = new Set<string>();
    const walk = (section: SectionView): void => {
      anchors.add(section.anchor);
      for (const item of section.content) {
        if (item.kind === 'project') anchors.add(item.project.anchor);
        if (item.kind !== 'table') continue;
        anchors.add(item.table.id);
        for (const row of item.table.body) {
          if (row.anchor !== undefined) anchors.add(row.anchor);
          for (const cell of row.cells) if (cell.anchor !== undefined) anchors.add(cell.anchor);
        }
      }
      section.children.forEach(walk);
    };
    page.sections.forEach(walk);
    return anchors;
  }

  function hrefsOf(value: unknown): string[] {
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, inner]) =>
      key === 'href' && typeof inner === 'string' ? [inner] : hrefsOf(inner),
    );
  }

  test('every link leads to what is there', () => {
    for (const { id, page, checks } of samples) {
      const there = anchorsOf(page);
      const here = new Set([
        ...checks.families.flatMap(({ anchor, rules }) => [anchor, ...rules.map((rule) => rule.anchor)]),
        ...checks.findings.flatMap(({ findings }) => findings.map(({ anchor }) => anchor)),
      ]);
      const { page: frame, ...rest } = checks;
      const broken = hrefsOf(rest).filter((href) =>
        href.startsWith('../#') ? !there.has(href.slice(4)) : !here.has(href.slice(1)),
      );
      expect([id, broken]).toEqual([id, []]);
      expect(frame.path).toBe(`/${id}/checks/`);
    }
  });

  test('every figure of a table that is compared is linked, itself or by the name of its line', () => {
    for (const { id, checks } of samples) {
      const blocks = checks.families.flatMap(({ rules }) => rules.flatMap((rule) => rule.blocks));
      const unlinked = blocks.flatMap((block) =>
        block.kind === 'table'
          ? block.lines.flatMap(({ name, cells }) =>
              cells.filter(
                (cell) => cell && cell.text !== '' && cell.href === undefined && name.href === undefined,
              ),
            )
          : [],
      );
      expect([id, unlinked]).toEqual([id, []]);
    }
  });

  test('every relation is on the page once, and every rule has its outcome', () => {
    for (const { id, disclosure, checks } of samples) {
      const shown = checks.families.flatMap(({ rules }) => rules);
      for (const { rule, relations, outcome } of disclosure.checks) {
        const view = shown.find(({ anchor }) => anchor === rule.id);
        const silent = [...checks.notApplicable, ...checks.couldNotRun].filter(
          ({ title }) => title === rule.title,
        );
        expect([id, rule.id, view ? 1 : silent.length]).toEqual([id, rule.id, 1]);
        if (!view) continue;
        const lines = view.blocks.reduce((sum, block) => {
          if (block.kind === 'formulas') return sum + block.formulas.length;
          const isSum = block.lines.some(({ formula }) => formula !== undefined);
          const cells = block.lines.reduce(
            (n, line) => n + line.cells.filter((cell) => cell !== undefined).length,
            0,
          );
          return sum + (isSum ? cells : block.lines.length);
        }, 0);
        expect([id, rule.id, outcome, lines]).toEqual([id, rule.id, outcome, relations.length]);
      }
      const counted = checks.outcomes.reduce((sum, { count }) => sum + count, 0);
      expect([id, counted]).toEqual([id, disclosure.checks.length]);
    }
  });

  test('each line has a cell for each head, so that heads by scope say what a figure is', () => {
    for (const { checks } of samples) {
      for (const rule of checks.families.flatMap(({ rules }) => rules)) {
        const html = relationsHtml(rule.blocks, rule.anchor);
        for (const table of html.split('<table').slice(1)) {
          const [head = '', body = ''] = table.split('<tbody>');
          const heads = head.match(/<th scope="col"/gu)?.length;
          const lines = body.split(/<tr(?: id="[^"]+")?>/u).slice(1);
          const shapes = lines.map((line) => [
            line.match(/<t[hd][ >]/gu)?.length,
            line.match(/^<th scope="row">/gu)?.length,
          ]);
          expect(shapes).toEqual(lines.map(() => [heads, 1]));
        }
      }
    }
  });

  test('pages keep a reasonable size', () => {
    for (const { id, checks } of samples) {
      const html = checks.families
        .flatMap(({ rules }) => rules.map((rule) => relationsHtml(rule.blocks, rule.anchor)))
        .join('');
      expect([id, html.length < 200_000]).toEqual([id, true]);
    }
  });
});
