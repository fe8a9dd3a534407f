/** What `{{year}}`, `{{name}}` … stand for in a form's titles. */
export interface FillValues {
  readonly year: number;
  readonly name: string;
  readonly scope: string;
  readonly region: string;
}

/** Fills `{{year}} {{lastYear}} {{name}} {{scope}} {{region}}`; anything else in braces stays. */
export function fill(text: string, values: FillValues): string {
  if (!text.includes('{{')) return text;
  return text.replace(/\{\{(year|lastYear|name|scope|region)\}\}/g, (_, key: string) =>
    key === 'lastYear' ? String(values.year - 1) : String(values[key as keyof FillValues]),
  );
}
