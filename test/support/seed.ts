/**
 * All that is random in tests begins here, so that every run goes the same way. To go others:
 * SEED=7 FUZZ=10000 npx vitest run --project unit test/hostile/fuzz.test.ts
 */
export const SEED = Number(process.env.SEED || 20240229);

/** How often a property is tried: FUZZ=n times where that is asked for. */
export const runs = (quick: number): number => Number(process.env.FUZZ || quick);

/** From 0 to 1, the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** From 0 to 1: however many are taken, they lie evenly. */
export const momentOf = (n: number): number => ((n + (SEED % 1000) / 1000) * 0.618_033_988_75) % 1;
