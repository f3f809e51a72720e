/**
 * What attribution asks of a network, over and over: logits of altered texts, and gradients. In float64 here, which is
 * the fastest for short texts; `on-backend.ts` does the same in batches.
 */
import { TimeSlicer, type WorkOptions } from '../data/index.ts';
import { gradientOfLogit } from './backward.ts';
import type { Network64 } from './network64.ts';
import { embed, traceOf } from './trace.ts';

export interface LogitGradient {
  logit: number;
  /** [T,E] ∂logit/∂embedding */
  gradient: Float64Array;
}

export interface NetworkWork {
  /** Logits [L] of each text. @param texts ids, one or more in each */
  logits(texts: readonly Int32Array[]): Promise<Float64Array[]>;
  /** At each point. @param points [T,E] of one length. @param logit its place among the logits */
  gradients(points: readonly Float64Array[], logit: number): Promise<LogitGradient[]>;
}

/** Both throw the signal's reason once it is aborted. */
export function float64Work(network: Network64, options: WorkOptions = {}): NetworkWork {
  const slicer = new TimeSlicer(options);
  async function each<T, R>(items: readonly T[], work: (item: T) => R): Promise<R[]> {
    const results: R[] = [];
    for (const item of items) {
      if (slicer.isDue) await slicer.pause();
      results.push(work(item));
    }
    return results;
  }
  return {
    logits: (texts) => each(texts, (ids) => traceOf(network, embed(network, ids)).logits),
    gradients: (points, logit) =>
      each(points, (point) => {
        const trace = traceOf(network, point);
        return { logit: trace.logits[logit], gradient: gradientOfLogit(network, trace, logit) };
      }),
  };
}
