import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { jsonSchemas } from '../../src/schema/json-schema.ts';

const FOLDER = 'public/schemas';
const schemas = jsonSchemas();

describe('public/schemas', () => {
  it('has a schema for each kind of YAML file, and nothing else', () => {
    expect(readdirSync(FOLDER).sort()).toEqual(Object.keys(schemas).sort());
  });

  it.each(Object.keys(schemas))('%s is what the schemas make (else: node scripts/schemas.ts)', (name) => {
    expect(readFileSync(join(FOLDER, name), 'utf8')).toBe(schemas[name]);
  });

  it('lets editors accept YAML’s own numbers, booleans and nothing where text is wanted', () => {
    const site = JSON.parse(schemas['site.schema.json'] ?? '');
    expect(site.properties.name.type).toEqual(['string', 'number', 'boolean', 'null']);
    expect(site.properties.sample.enum).toEqual([true, false, 'true', 'false']);
    expect(site.additionalProperties).toBe(false);
    expect(site.required).toEqual(['name', 'organizer', 'description']);
  });
});

/** What each file is, by where it stands. */
function kindOf(path: string): string {
  const name = basename(path, '.yaml');
  const folder = basename(dirname(path));
  if (folder === 'projects') return name === 'units' ? 'project-units' : 'project';
  return folder === 'tables' ? 'table' : name;
}

const yamlFiles = ['content', 'test/fixtures'].flatMap((root) =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((name) => join(root, name).replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.yaml')),
);

/** The schema that a file names in its first line, from the tool's folder; undefined where it names none. */
function schemaOf(path: string): string | undefined {
  const [first = ''] = readFileSync(path, 'utf8').split('\n', 1);
  const named = /^# yaml-language-server: \$schema=(\S+)$/.exec(first.trimEnd())?.[1];
  return named && relative(resolve('.'), resolve(dirname(path), named)).replaceAll('\\', '/');
}

describe('the content’s YAML files', () => {
  it('each name the schema of their kind, so that editors complete and check', () => {
    expect(yamlFiles.length).toBeGreaterThan(50);
    const wrong = yamlFiles.filter((path) => schemaOf(path) !== `${FOLDER}/${kindOf(path)}.schema.json`);
    expect(wrong).toEqual([]);
  });
});
