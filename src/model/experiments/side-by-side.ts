/** Whether the runs of a study are done sooner side by side, each with few threads, or one after the other with all. */

/** So often, and for so long each time, in seconds, steps are measured. */
const rounds = 4;
const secondsMeasured = 0.5;

/** So many times the steps make up for themselves: what lies between steps takes one thread, and goes side by side as well. */
const stepsNeeded = 0.95;

/** Trains for so many seconds. */
export interface StepRates {
  /** @returns steps a second of a run that has all threads */
  alone(seconds: number): Promise<number>;
  /** @returns steps a second of each of several that train at the same time */
  beside(seconds: number): Promise<readonly number[]>;
}

/**
 * Measures both in turn, some times. On a busy machine either may come out slower by chance: so the round counts in which
 * side by side did best, and only what is slower each time is held for slower.
 * @returns how many times the steps are done side by side, and whether that is enough
 */
export async function compareRates({
  alone,
  beside,
}: StepRates): Promise<{ faster: number; areFaster: boolean }> {
  // The first time prepares the data, which does not take all of them equally long.
  await beside(0);
  let faster = 0;
  for (let round = 0; round < rounds; round++) {
    const here = await alone(secondsMeasured);
    const together = (await beside(secondsMeasured)).reduce((sum, rate) => sum + rate, 0);
    faster = Math.max(faster, together / here);
  }
  return { faster, areFaster: faster >= stepsNeeded };
}
