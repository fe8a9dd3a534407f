/** What is being imported: the caller knows it, the text only repeats it. */
export interface Subject {
  readonly region: string;
  readonly year: number;
  readonly code: string;
  readonly name: string;
  /** Id in departments.yaml, where it is known. */
  readonly department?: string;
}
