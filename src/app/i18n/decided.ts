/** What is said wherever a network answers by a threshold or by costs. */
import { thresholdOf, type Decision } from '../../contract/decision.ts';
import { t } from './index.ts';

/** A sentence that says which answers a chosen decision gives. @param names of the classes */
export function decided({ weights }: Decision, names: readonly string[]): string {
  return names.length === 2 ? t.attempt.threshold(names[1], thresholdOf(weights, 1)) : t.attempt.weighed;
}
