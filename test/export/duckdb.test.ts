import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance, DuckDBTypeId } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeContent } from '../../scripts/lib/bench/content.ts';
import { toolRoot } from '../../scripts/lib/files.ts';
import { openFolder } from '../../src/content.ts';
import { formatDecimal, parseDecimal, withScale } from '../../src/model/decimal.ts';
import type { CheckedDisclosure } from '../../src/model/disclosure.ts';
import { contentDir } from './support.ts';

/** The open data of a site as analysts read them: the queries that its own page prints, and some that they would write. */

const root = mkdtempSync(join(tmpdir(), 'mingzhang-duckdb-'));
const content = join(root, 'content');
const site = join(root, 'site');
const URL_OF_DATA = 'https://yusuan.example.gov.cn/data/';

let db: DuckDBConnection;
let disclosures: readonly CheckedDisclosure[] = [];
/** Code samples of the page about the data, as a reader copies them. */
let samples: readonly string[] = [];

beforeAll(async () => {
  makeContent(contentDir, content, 15);
  const env = { ...process.env, SITE_URL: 'https://yusuan.example.gov.cn' };
  for (const name of ['NODE_ENV', 'VITEST', 'MODE', 'DEV', 'PROD', 'SSR', 'BASE_URL', 'BASE_PATH', 'OUT_DIR'])
    delete (env as NodeJS.ProcessEnv)[name];
  const options = ['--content', content, '--out', site, '--no-pdf', '--no-xlsx', '--skip-failing'];
  execFileSync(process.execPath, [join(toolRoot, 'scripts/build.ts'), ...options], { env, stdio: 'ignore' });
  const opened = openFolder(content, toolRoot);
  disclosures = opened.ids.flatMap((id) => opened.read(id).disclosure ?? []);
  samples = [
    ...readFileSync(join(site, 'data/index.html'), 'utf8').matchAll(/<pre[^>]*><code[^>]*>(.*?)<\/code>/gsu),
  ].map(([, html = '']) =>
    html
      .replace(/&(?:lt|#60|#x3C);/gu, '<')
      .replace(/&(?:gt|#62|#x3E);/gu, '>')
      .replace(/&(?:quot|#34|#x22);/gu, '"')
      .replace(/&(?:apos|#39|#x27);/gu, "'")
      .replace(/&(?:amp|#38|#x26);/gu, '&'),
  );
  db = await (await DuckDBInstance.create(':memory:')).connect();
  // As in the folder that holds data/: a relative path of the page stands as it is.
  await db.run(`SET file_search_path = '${site.replaceAll("'", "''")}'`);
});
afterAll(() => {
  db?.closeSync();
  rmSync(root, { recursive: true, force: true });
});

async function rows(sql: string): Promise<Record<string, unknown>[]> {
  return (await db.runAndReadAll(sql)).getRowObjectsJson();
}

/** The one sample that has a text; the site's address taken away, so that the files at hand are read. */
function sample(text: string): string {
  const found = samples.filter((code) => code.includes(text));
  expect(found, text).toHaveLength(1);
  return (found[0] as string).replaceAll(URL_OF_DATA, 'data/');
}

/** 支出总表's total in 元 with two decimals, from the disclosure itself; undefined where it was not published. */
function totalOf({ tables, template }: CheckedDisclosure): string | undefined {
  const table = tables.get('支出总表');
  const column = table?.columns.findIndex(({ concept }) => concept === 'expenditure.total') ?? -1;
  const row = table?.rows.find(({ role }) => role === 'total');
  const cell = row && table?.lines[row.line]?.cells[column];
  if (cell?.state !== 'figure') return undefined;
  expect(template.unit).toBe('万元');
  const printed = parseDecimal(cell.text.replaceAll(',', ''));
  if (!printed) throw new Error(`“${cell.text}” is no figure`);
  return formatDecimal(withScale({ ...printed, coefficient: printed.coefficient * 10_000n }, 2));
}

/** Sums of 元 by region and year, in 分 as whole numbers. */
function sums(
  of: readonly CheckedDisclosure[],
): { region: string; year: number; count: number; yuan: string }[] {
  const groups = Map.groupBy(of, ({ region, year }) => `${region.code} ${year}`);
  return [...groups].sort().flatMap(([, own]) => {
    const totals = own.flatMap((disclosure) => totalOf(disclosure) ?? []);
    const fen = totals.reduce((sum, yuan) => sum + BigInt(yuan.replace('.', '')), 0n);
    const [{ region, year }] = own as [CheckedDisclosure];
    if (totals.length === 0) return [];
    return [
      {
        region: region.code,
        year,
        count: totals.length,
        yuan: `${fen / 100n}.${String(fen % 100n).padStart(2, '0')}`,
      },
    ];
  });
}

describe('what the page prints', () => {
  it('finds each department’s total, exact', async () => {
    const expected = disclosures
      .flatMap((disclosure) => {
        const yuan = totalOf(disclosure);
        return yuan === undefined ? [] : [{ department: disclosure.name, year: disclosure.year, yuan }];
      })
      .sort((a, b) => Number(b.yuan) - Number(a.yuan));
    expect(expected.length).toBeGreaterThan(10);
    const sql = sample('figures.parquet');
    expect(await rows(sql)).toEqual(expected);
    expect(samples.filter((code) => code.includes(`${URL_OF_DATA}figures.parquet`))).toHaveLength(1);
  });

  it('counts one year by region, and reads no other file', async () => {
    const sql = sample('AS 份数');
    const year = Math.max(...disclosures.map((disclosure) => disclosure.year));
    expect(sql).toContain(`"year" = ${year}\n`);
    const own = disclosures.filter((disclosure) => disclosure.year === year);
    const counts = [...Map.groupBy(own, ({ region }) => region.code)].sort();
    expect(await rows(sql)).toEqual(counts.map(([region, { length }]) => ({ region, 份数: String(length) })));
    const [plan] = await rows(`EXPLAIN ${sql}`);
    const [, read, all] = /Scanning\s+Files:\s+(\d+)\/(\d+)/u.exec(JSON.stringify(plan)) ?? [];
    expect(Number(read)).toBeGreaterThan(0);
    expect(Number(read)).toBeLessThan(Number(all));
  });

  it('sums by region and year; a unit is not counted beside its department', async () => {
    const sql = sample('AS 支出总计');
    const answer = (of: readonly CheckedDisclosure[]) =>
      sums(of).map(({ region, year, count, yuan }) => ({
        region,
        year,
        部门数: String(count),
        支出总计: yuan,
      }));
    expect(await rows(sql)).toEqual(answer(disclosures));
    // The same figures, where the catalogue says of one of them that it is a unit.
    const unit = disclosures.find((disclosure) => totalOf(disclosure) !== undefined);
    const catalog = JSON.parse(readFileSync(join(site, 'data/catalog.json'), 'utf8'));
    for (const entry of catalog.disclosures) if (entry.id === unit?.id) entry.scope = '单位';
    const file = join(root, 'catalog.json');
    writeFileSync(file, JSON.stringify(catalog));
    const others = answer(disclosures.filter((disclosure) => disclosure !== unit));
    expect(await rows(sql.replace('data/catalog.json', file))).toEqual(others);
    expect(others).not.toEqual(answer(disclosures));
  });

  it.each(['AS 份数', 'AS 支出总计'])('%s: region codes stay text', async (text) => {
    const read = await db.runAndReadAll(sample(text));
    expect(read.columnName(0)).toBe('region');
    expect(read.columnType(0).typeId).toBe(DuckDBTypeId.VARCHAR);
  });

  it('names for Trino the columns that the files have, with their types', async () => {
    const [, list = ''] = /CREATE TABLE [\w.]+ \(\n(.*?)\n\) WITH/su.exec(sample('CREATE TABLE')) ?? [];
    const declared = list.split(',\n').map((line) => /^ {2}"(\w+)" (.*)$/.exec(line)?.slice(1));
    const files = await rows(
      `DESCRIBE SELECT * FROM read_parquet('data/figures/*/*/*.parquet', hive_partitioning = false)`,
    );
    const held = files.map(({ column_name: name, column_type: type }) => [
      name,
      String(type).toLowerCase().replace(',', ', '),
    ]);
    expect(declared.slice(-2)).toEqual([
      ['region', 'varchar'],
      ['year', 'integer'],
    ]);
    expect([...declared].sort()).toEqual([...held].sort());
    expect(sample('CREATE TABLE')).toContain("partitioned_by = ARRAY['region', 'year']");
  });
});

describe('what analysts would ask', () => {
  it('parts and whole hold the same lines', async () => {
    const both = (a: string, b: string) =>
      `SELECT count(*) AS n FROM (SELECT * FROM ${a} EXCEPT ALL SELECT * FROM ${b})`;
    const parts = `read_parquet('data/figures/*/*/*.parquet', hive_partitioning = false)`;
    const whole = `'data/figures.parquet'`;
    for (const sql of [both(parts, whole), both(whole, parts)]) expect(await rows(sql)).toEqual([{ n: '0' }]);
    expect(Number((await rows(`SELECT count(*) AS n FROM ${whole}`))[0]?.n)).toBeGreaterThan(1000);
  });

  it('the catalogue’s key figures are those of the tables', async () => {
    const found = await rows(`
      WITH entries AS (SELECT unnest(disclosures) AS entry FROM 'data/catalog.json'),
      keys AS (SELECT entry.id AS disclosure, unnest(entry.keyFigures) AS key FROM entries)
      SELECT disclosure, CAST(key.yuan AS DECIMAL(18, 2)) AS listed, max(yuan) AS held
      FROM keys JOIN 'data/figures.parquet' USING (disclosure)
      WHERE key.concept = 'expenditure.total' AND concept = 'expenditure.total'
        AND fund = 'all' AND role = 'total' AND period = 'current'
      GROUP BY ALL ORDER BY disclosure`);
    const expected = disclosures.flatMap((disclosure) => {
      const yuan = totalOf(disclosure);
      return yuan === undefined ? [] : [{ disclosure: disclosure.id, listed: yuan, held: yuan }];
    });
    expect(found).toEqual(expected);
  });

  it('sums do not go through floating point', async () => {
    const [row] = await rows(`SELECT typeof(sum(yuan)) AS type FROM 'data/figures.parquet'`);
    expect(row).toEqual({ type: 'DECIMAL(38,2)' });
  });
});
