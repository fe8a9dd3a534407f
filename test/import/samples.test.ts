import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { toolRoot } from '../../scripts/lib/build/publish.ts';
import { type Imported, importFiles, mergeContent, reportOf } from '../../src/import/index.ts';
import { equals, parseDecimal } from '../../src/model/decimal.ts';
import { committed, files, form, rowsOf, SEEDS } from './support.ts';

/** The workbook and the document to begin with: every cell, against what was published and by hand. */
const folder = join(toolRoot, '..', 'shared', 'samples');
const present = existsSync(folder);
const absent = present ? '' : '（跳过：没有 ../shared/samples）';
const bytes = (name: string): Uint8Array => new Uint8Array(readFileSync(join(folder, name)));
const BOOK = '350001-2024-tables.xlsx';
const DOCUMENT = '105-2024-disclosure.docx';

let book: Imported | undefined;
const readBook = (): Imported =>
  (book ??= importFiles([{ name: BOOK, bytes: bytes(BOOK) }], form('hebei-2024'), SEEDS.shanhaiguan.subject));
let document: Imported | undefined;
const readDocument = (): Imported =>
  (document ??= importFiles(
    [{ name: DOCUMENT, bytes: bytes(DOCUMENT) }],
    form('hebei-2024'),
    SEEDS.chengde.subject,
  ));

const cellsOf = (csv: string | undefined): string[][] => parse(csv ?? '', { bom: true }) as string[][];
/** 11 and 11.00 are one figure: the workbook shows no decimals where it holds none. */
const same = (a: string, b: string): boolean => {
  const [one, other] = [parseDecimal(a), parseDecimal(b)];
  return a === b || (one !== undefined && other !== undefined && equals(one, other));
};

describe.skipIf(!present)(`the sample workbook${absent}`, () => {
  test('leaves nothing out and has nothing to ask', () => {
    const report = reportOf(readBook(), BOOK);
    expect(report).toMatchObject({ unplaced: [], warnings: [], undecided: [], converted: [] });
    expect(report.placed.map((item) => item.text)).toEqual([
      '表“收支总表”：34 行，4 列',
      '表“收入总表”：32 行，12 列',
      '表“支出总表”：32 行，8 列',
      '表“财政拨款收支总表”：37 行，7 列',
      '表“一般公共预算支出表”：32 行，5 列',
      '表“基本支出表”：28 行，5 列',
      '表“政府性基金支出表”：0 行，5 列',
      '表“国有资本经营支出表”：0 行，5 列',
      '表“三公经费表”：13 行，5 列',
      '表“政府采购表”：0 行，15 列',
      '表“固定资产表”：1 行，3 列',
    ]);
  });

  test('every cell is the published one', () => {
    let compared = 0;
    for (const [path, csv] of files(readBook())) {
      if (!path.startsWith('tables/')) continue;
      const [made, own] = [cellsOf(csv), cellsOf(committed(SEEDS.shanhaiguan, path))];
      expect(made.length, path).toBe(own.length);
      made.forEach((row, line) => {
        expect(row.length, path).toBe(own[line]?.length);
        row.forEach((cell, column) => {
          compared++;
          expect(same(cell, own[line]?.[column] ?? ''), `${path} ${line + 1}:${column + 1} ${cell}`).toBe(
            true,
          );
        });
      });
    }
    expect(compared).toBeGreaterThan(1400);
  });

  test.each([
    ['收入总表', '|合计|1469.55|824.31|824.31|||||||645.24'],
    ['收入总表', '2060102|一般行政管理事务|15.70|15.70|15.70|||||||'],
    ['收入总表', '2060199|其他科学技术管理事务支出|11.00|11.00|11.00|||||||'],
    ['支出总表', '20601|科学技术管理事务|178.15|151.05|27.10|||'],
    ['收支总表', '一、一般公共预算拨款收入|824.31|一、一般公共服务支出|'],
    ['收支总表', '收入总计|1469.55|支出总计|1469.55'],
    ['财政拨款收支总表', '一、一般公共预算拨款|645.24|||||'],
    ['三公经费表', '公务用车运行维护费|1.00|1.00||'],
    ['基本支出表', '30213|维修(护)费|0.15||0.15'],
    ['固定资产表', '固定资产总额||856766.73'],
  ])('%s: %s', (table, row) => expect(rowsOf(readBook(), table)).toContain(row));

  test('over the disclosure that was published it changes nothing', () => {
    const before = new Map(
      [...files(readBook()).keys()].flatMap((path): [string, string][] => {
        const text = committed(SEEDS.shanhaiguan, path);
        return text === undefined ? [] : [[path, text]];
      }),
    );
    expect(mergeContent(before, readBook())).toEqual({ files: new Map(), removed: [], changes: [] });
  });
});

describe.skipIf(!present)(`the sample document${absent}`, () => {
  test('leaves nothing out and has nothing to ask', () => {
    const report = reportOf(readDocument(), DOCUMENT);
    expect(report).toMatchObject({ unplaced: [], warnings: [], undecided: [] });
    expect(report.placed.slice(0, 5).map((item) => item.text)).toEqual([
      '表“机构设置”：1 行，4 列',
      '表“政府采购表”：0 行，14 列',
      '表“固定资产表”：6 行，3 列',
      '项目：12 个，指标 108 条',
      '整体绩效目标：目标 1 条，任务 6 项，措施 6 条，指标 0 条',
    ]);
  });

  test('every table and project is the published one, free sentences aside', () => {
    const worded = /^(purpose|goals):|^ {2}- (?!\{)/;
    const lines = (text: string | undefined): string[] =>
      (text ?? '').split('\n').filter((line) => !worded.test(line));
    let compared = 0;
    for (const [path, text] of files(readDocument())) {
      if (path.startsWith('tables/')) expect(text, path).toBe(committed(SEEDS.chengde, path));
      else if (path.startsWith('projects/'))
        expect(lines(text), path).toEqual(lines(committed(SEEDS.chengde, path)));
      else continue;
      compared++;
    }
    expect(compared).toBe(15);
  });

  test('by hand: a table, a project, a section', () => {
    expect(rowsOf(readDocument(), '固定资产表')).toEqual([
      '资产总额||102.23',
      '1、房屋（平方米）||',
      '其中：办公用房（平方米）||',
      '2、车辆（台、辆）||',
      '3、单价在20万元以上的设备||',
      '4、其他固定资产|577|102.23',
    ]);
    const project = readDocument().projects[8];
    expect(project).toMatchObject({ code: '13081124P000013100039', name: '项目服务专项', amount: '600.00' });
    expect([...(project?.plan ?? [])]).toEqual([
      ['3月底', '25%'],
      ['6月底', '50%'],
      ['10月底', '75%'],
      ['12月底', '100%'],
    ]);
    // The cell that a page broke is one.
    expect(readDocument().projects[0]?.indicators[2]?.basis).toBe(
      '《承德市财政局关于提前下达2024年县域特色产业群“领跑者”企业培育等项目资金预算的通知》者”企业培育等项目资金预算的通知》',
    );
    expect(readDocument().narrative.get('其他事项')).toEqual(['我部门无其他需要说明的事项。']);
  });

  test('the workbook and the document of two departments do not mix', () => {
    const both = importFiles(
      [
        { name: BOOK, bytes: bytes(BOOK) },
        { name: DOCUMENT, bytes: bytes(DOCUMENT) },
      ],
      form('hebei-2024'),
      SEEDS.shanhaiguan.subject,
    );
    expect(both.tables).toHaveLength(12);
    expect(both.log.warnings.map((item) => item.text)).toContainEqual(
      expect.stringContaining('固定资产表”不止一份'),
    );
  });
});
