/** What a trained network's answers are decided by, as the flags of `npm run train` say. */
import { atTemperature, InputError } from '../src/model/index.ts';
import type { TestReport, TrainingService } from '../src/model/index.ts';
import type { Message } from '../src/contract/messages/message.ts';

export interface DecisionPlan {
  /** Stores the temperature that fits the validation part. */
  calibrate: boolean;
  /** What a wrong answer to a review of each class costs, in the order of the classes; null: weights stay equal. */
  costs: readonly number[] | null;
}

/** "1,5": a number above 0 for each class. @throws {InputError} */
export function parseCosts(text: string): number[] {
  const costs = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (costs.length < 2 || !costs.every((cost) => cost > 0 && cost <= 1e6))
    throw new InputError({ code: 'costs-syntax' });
  return costs;
}

/**
 * Chooses on validation rows, and stores the choice in the loaded model.
 * @returns its test with that; null where nothing was asked for, or the data has nothing to test on
 * @throws {InputError} when there are not as many costs as classes, or nothing to choose by
 */
export async function decide(
  service: TrainingService,
  { calibrate, costs }: DecisionPlan,
  note: (message: Message) => void,
): Promise<TestReport | null> {
  if (!calibrate && !costs) return null;
  const { classNames, decision: before, calibration } = await service.evaluation.decisions(1);
  if (costs && costs.length !== classNames.length)
    throw new InputError({ code: 'costs-count', count: costs.length, names: classNames });
  let decision = before;
  let test: TestReport | null = null;
  if (calibrate) {
    decision = atTemperature(decision, calibration.after.temperature);
    test = await service.evaluation.decide(decision);
  }
  if (costs) {
    decision = { ...decision, weights: service.evaluation.weigh({ costs }).weights };
    test = await service.evaluation.decide(decision);
  }
  note({ code: 'decided', ...decision, names: classNames });
  return test;
}
