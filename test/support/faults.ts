import { expect, it } from 'vitest';
import { type Changes, type Fault, faultsOf } from './content.ts';

/** One thing changed, and all that a clerk is told of it: nothing more, nothing less. */
export function says(title: string, changes: Changes, ...faults: readonly Fault[]): void {
  it(title, () => {
    expect(faultsOf(changes)).toEqual(faults);
  });
}
