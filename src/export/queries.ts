import { CATALOG, FIGURES, PARTITIONS } from './catalog.ts';
import { EXACT_YUAN } from './parquet.ts';
import { TIDY_COLUMNS } from './tidy.ts';

/**
 * How the open data are read, as the page 数据 prints it. The tests run each
 * query for DuckDB; what is for Spark and Trino is held against the same files.
 */

/** Budgets' total expenditure, once for each disclosure that prints it. */
const TOTALS = `concept = 'expenditure.total' AND fund = 'all' AND role = 'total'
  AND period = 'current' AND phase = '预算' AND state = 'figure'`;

const partitions = (data: string): string => `read_parquet('${data}${PARTITIONS}/*/*/*.parquet',
  hive_partitioning = true, hive_types = {'region': VARCHAR, 'year': INTEGER})`;

/** Room for the catalogue of a hundred thousand disclosures: it is one JSON value. */
const CATALOG_BYTES = 2 ** 28;

/** A line a disclosure: department, "year", yuan. `data` is the address of the folder of data, with a slash at its end. */
export function totalsSql(data: string): string {
  return `SELECT department, "year", yuan
FROM '${data}${FIGURES}'
WHERE ${TOTALS}
ORDER BY yuan DESC;`;
}

/** A line a region: how many disclosures of one year. Other years' files are not read. */
export function countsSql(data: string, year: number): string {
  return `SELECT region, count(DISTINCT disclosure) AS 份数
FROM ${partitions(data)}
WHERE "year" = ${year}
GROUP BY region
ORDER BY region;`;
}

/** A line a region and year: departments, and their expenditure in 元. Units stand within their departments. */
export function regionsSql(data: string): string {
  return `SELECT region, "year", count(*) AS 部门数, sum(yuan) AS 支出总计
FROM ${partitions(data)}
JOIN (
  SELECT entry.id AS disclosure, entry.scope AS scope
  FROM (SELECT unnest(disclosures) AS entry
        FROM read_json('${data}${CATALOG}', maximum_object_size = ${CATALOG_BYTES}))
) USING (disclosure)
WHERE scope = '部门' AND ${TOTALS}
GROUP BY region, "year"
ORDER BY region, "year";`;
}

/** Python. Without the first line a region's code becomes a whole number. */
export function sparkPython(data: string, year: number): string {
  return `spark.conf.set("spark.sql.sources.partitionColumnTypeInference.enabled", "false")
figures = spark.read.parquet("${data}${PARTITIONS}").where("year = ${year}")`;
}

const BY_FOLDER = ['region', 'year'];

/** Columns of the files as Trino names their types; those that folders name stand last. */
export const TRINO_COLUMNS: readonly (readonly [name: string, type: string])[] = [
  ...TIDY_COLUMNS.filter(({ name }) => !BY_FOLDER.includes(name)).map(
    ({ name, type }): readonly [string, string] => [
      name,
      name === 'yuan' ? 'decimal(18, 2)' : type === 'integer' ? 'integer' : 'varchar',
    ],
  ),
  [EXACT_YUAN, 'varchar'],
  ['region', 'varchar'],
  ['year', 'integer'],
];

/** `location` is the folder of figures in an object store. */
export function trinoSql(location: string): string {
  const columns = TRINO_COLUMNS.map(([name, type]) => `  "${name}" ${type}`).join(',\n');
  return `CREATE TABLE hive.yusuan.figures (
${columns}
) WITH (
  external_location = '${location}',
  format = 'PARQUET',
  partitioned_by = ARRAY[${BY_FOLDER.map((name) => `'${name}'`).join(', ')}]
);
CALL hive.system.sync_partition_metadata('yusuan', 'figures', 'FULL');`;
}
