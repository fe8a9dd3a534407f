import type { z } from 'zod';
import type { Finding } from '../model/finding.ts';
import type { RawDisclosure, YamlFile } from '../model/raw.ts';
import type { Template } from '../model/template.ts';
import type { disclosureFileSchema } from './disclosure-files.ts';

export type DisclosureFile = z.output<typeof disclosureFileSchema>;

/** What the readers of one disclosure's parts share. */
export interface DisclosureContext {
  readonly raw: RawDisclosure;
  readonly yaml: YamlFile;
  readonly file: DisclosureFile;
  readonly template: Template;
  readonly fill: (text: string) => string;
  readonly problems: Finding[];
}
