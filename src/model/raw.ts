import type { Finding } from './finding.ts';
import type { Place } from './place.ts';

/**
 * Content as read, before anything is validated. Every value can be traced to
 * its file, line and column. Loading keeps going after a fault: `problems`
 * holds what could not be read.
 */

/** Parsed YAML: mappings (without a prototype), sequences and strings only. */
export type YamlValue = string | YamlValue[] | { [key: string]: YamlValue };

export interface YamlFile {
  readonly file: string;
  readonly data: YamlValue;
  /** Is anything in it an empty text? */
  readonly blanks: boolean;
  /** The place of a value; of the nearest parent where the path does not exist. `key` names the key itself. */
  readonly locate: (path: readonly PropertyKey[], what?: 'value' | 'key') => Place;
}

export interface CsvRecord {
  readonly fields: readonly string[];
  /** 1-based line the record begins on. */
  readonly line: number;
}

export interface CsvFile {
  readonly file: string;
  /** The table id, from the file's name. */
  readonly table: string;
  readonly header: CsvRecord;
  readonly records: readonly CsvRecord[];
  /** 1-based character column of a field of a record. */
  readonly locate: (record: CsvRecord, field: number) => Place;
}

export interface TextFile {
  readonly file: string;
  readonly text: string;
}

export interface RawDisclosure {
  readonly state: 'raw';
  /** From the folder: `<region>/<year>/<department>`. */
  readonly id: string;
  readonly folder: string;
  readonly disclosure?: YamlFile;
  readonly tables: readonly CsvFile[];
  readonly projects: readonly YamlFile[];
  readonly projectUnits?: YamlFile;
  readonly targets?: YamlFile;
  /** By section id. */
  readonly narrative: ReadonlyMap<string, TextFile>;
  readonly problems: readonly Finding[];
  /** SHA-256 over names and bytes of its files, hex. */
  readonly hash: string;
}

export interface RawTemplate {
  readonly id: string;
  readonly template: YamlFile;
  /** By table id. */
  readonly tables: ReadonlyMap<string, YamlFile>;
  readonly rules?: YamlFile;
  /** Known codes of the official classifications (codes.csv). */
  readonly codes?: CsvFile;
  /** Codes that changed from a year on (crosswalk.csv). */
  readonly crosswalk?: CsvFile;
  readonly glossary?: YamlFile;
  readonly synonyms?: YamlFile;
  readonly narrative: ReadonlyMap<string, TextFile>;
}

/** What stands around the disclosures. */
export interface RawContent {
  readonly site?: YamlFile;
  readonly regions?: YamlFile;
  readonly departments?: YamlFile;
  readonly templates: ReadonlyMap<string, RawTemplate>;
  /** Ids of all disclosures, sorted. */
  readonly ids: readonly string[];
  readonly problems: readonly Finding[];
}
