/** How long a step takes, however long reading its figures back takes. */

/** Steps on a device that takes work on sooner than it does it. */
export interface TimedWork {
  /** Enqueues a step. */
  step(): void;
  /** Waits until the device has done all steps, and reads their figures. */
  read(): Promise<unknown>;
}

/** Milliseconds after which groups grow no more; pairs are timed for twice as long, and none that takes longer. */
const budget = 600;
/** A group must last this long, in milliseconds: clocks are coarse. */
const leastSpan = 20;
/** Twice the steps take nearly twice as long once they outweigh the read, and about as long while it outweighs them. */
const outweighed = 1.6;
const outweighing = 1.25;
/** Steps of the longest group. */
const mostSteps = 128;
const mostPairs = 3;
/** A backend that is this many times slower than the best is not timed any longer. */
const hopeless = 3;

/**
 * Milliseconds of a step without the read: n steps with one read and 2n steps with one read are timed, and the
 * difference is that of n steps. n grows until steps outweigh the read, so that it stays at 1 on a slow device. Of
 * some such pairs the shortest times count, since whatever else a machine does only adds to them.
 *
 * @param best milliseconds of the fastest backend so far; one that is clearly slower is measured less exactly
 * @param now a clock in milliseconds
 */
export async function millisecondsPerStep(
  work: TimedWork,
  best: number | null,
  now: () => number = () => performance.now(),
): Promise<number> {
  const group = async (steps: number) => {
    const started = now();
    for (let i = 0; i < steps; i++) work.step();
    await work.read();
    return now() - started;
  };
  // The first one compiles.
  await group(1);
  const started = now();
  const spent = () => now() - started;
  const single = await group(1);
  if (single > budget) return single;
  let pairs = new Pairs(1, single, await group(2));
  const addPair = async () => pairs.add(await group(pairs.steps), await group(2 * pairs.steps));
  while (spent() < budget) {
    if (!pairs.stepsOutweigh) {
      const steps = pairs.readOutweighs ? 4 * pairs.steps : 2 * pairs.steps;
      if (2 * steps > mostSteps) break;
      const short = pairs.readOutweighs ? await group(steps) : pairs.long;
      pairs = new Pairs(steps, short, await group(2 * steps));
    } else if (pairs.count === 1) await addPair();
    else break;
  }
  while (pairs.count < mostPairs && spent() < 2 * budget && pairs.milliseconds < budget) {
    if (best !== null && pairs.perStep > hopeless * best) break;
    await addPair();
  }
  return pairs.perStep;
}

/** Times of groups of n steps (short) and of 2n steps (long), each with one read. */
class Pairs {
  private readonly shorts: number[];
  private readonly longs: number[];

  constructor(
    readonly steps: number,
    short: number,
    long: number,
  ) {
    this.shorts = [short];
    this.longs = [long];
  }

  add(short: number, long: number): void {
    this.shorts.push(short);
    this.longs.push(long);
  }

  get count(): number {
    return this.longs.length;
  }

  /** The shortest time of 2n steps. */
  get long(): number {
    return Math.min(...this.longs);
  }

  /** Of one pair. */
  get milliseconds(): number {
    return this.long + Math.min(...this.shorts);
  }

  get stepsOutweigh(): boolean {
    return this.long >= Math.max(leastSpan, outweighed * Math.max(...this.shorts));
  }

  get readOutweighs(): boolean {
    return this.long < outweighing * Math.min(...this.shorts);
  }

  /** A read takes no less than nothing: where noise hides the difference, the whole time is the steps'. */
  get perStep(): number {
    const most = this.long / (2 * this.steps);
    const short = Math.min(...this.shorts);
    const noise = middle(this.shorts) - short;
    const difference = this.long - short;
    return difference > noise ? Math.min(most, difference / this.steps) : most;
  }
}

const middle = (times: readonly number[]) => times.toSorted((a, b) => a - b)[times.length >> 1];
