import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Changes, contentWith, FILES, ID } from '../support/content.ts';
import { PAYLOADS, type Payload } from './payloads.ts';
import { around, numbered, PLACES, SITE_PLACES, type TextPlace } from './places.ts';

/** These stand in for others: a disclosure of their own. */
const ALONE = ['withdrawal', 'why not published', 'draft'];
/** No text is a figure or a head; a unit of its own is a quantity's. */
const FIGURES = ['figure', 'quantity', 'amount of a project', 'value of a fact', 'head'];
const isWithin = ({ name }: TextPlace): boolean => !SITE_PLACES.some((place) => place.name === name);

/** In a narrative these are links that lead nowhere, which a build refuses: test/scripts/atomic.test.ts. */
const NOWHERE = /evil\.invalid">|\\evil/;
const NARRATIVE = ['narrative', 'narrative inside', 'draft'];

type Files = Record<string, string>;

export interface HostileDisclosure {
  readonly id: string;
  readonly payload: Payload;
  /** Places that took the text. */
  readonly places: readonly string[];
}

/** The smallest content with a text in as many places as take it. */
export function filledWith(
  { text }: Payload,
  places: readonly TextPlace[],
): { files: Files; taken: string[] } {
  const put = (chosen: readonly TextPlace[]): Files => {
    let files: Files = { ...FILES };
    for (const place of chosen) files = merged(files, place.put(text, files));
    return files;
  };
  const whole = put(places);
  if (isRead(whole)) return { files: whole, taken: places.map(({ name }) => name) };
  const taken: TextPlace[] = [];
  for (const place of places) if (isRead(put([...taken, place]))) taken.push(place);
  return { files: put(taken), taken: taken.map(({ name }) => name) };
}

function merged(files: Files, changes: Changes): Files {
  const result = { ...files };
  for (const [path, text] of Object.entries(changes)) {
    if (text === null) delete result[path];
    else result[path] = String(text);
  }
  return result;
}

function isRead(files: Files): boolean {
  const gone = Object.fromEntries(
    Object.keys(FILES).flatMap((path) => (path in files ? [] : [[path, null]])),
  );
  const content = contentWith({ ...files, ...gone });
  return content.surroundings !== undefined && content.read(ID).disclosure !== undefined;
}

/** Writes a content folder that holds every text in every place that takes it. */
export function writeHostile(content: string, payloads: readonly Payload[] = PAYLOADS): HostileDisclosure[] {
  const disclosures: HostileDisclosure[] = [];
  const names: string[] = [];
  const write = (files: Files): void => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(content, path)), { recursive: true });
      writeFileSync(join(content, path), text);
    }
  };
  const add = (payload: Payload, wanted: readonly TextPlace[]): void => {
    const nowhere = NOWHERE.test(payload.text);
    const places = wanted.filter(({ name }) => !nowhere || !NARRATIVE.includes(name));
    const { files, taken } = filledWith(payload, places);
    const id = `${120_101 + names.length}/2024/101`;
    write(numbered(files, names.length));
    disclosures.push({ id, payload, places: taken });
    names.push(payload.text);
  };
  const together = PLACES.filter((place) => isWithin(place) && ![...ALONE, ...FIGURES].includes(place.name));
  for (const payload of payloads) {
    add(payload, together);
    for (const place of PLACES) if (ALONE.includes(place.name)) add(payload, [place]);
  }
  const site = SITE_PLACES.find(({ name }) => name === 'site');
  const all = payloads.map(({ text }) => text).join(' ');
  write({ ...around(names), ...(site?.put(all) as Files) });
  return disclosures;
}
