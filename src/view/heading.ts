/** 2024年部门预算. */
export function headingOf({
  year,
  scope,
  phase,
}: {
  readonly year: number;
  readonly scope: string;
  readonly phase: string;
}): string {
  return `${year}年${scope}${phase}`;
}
