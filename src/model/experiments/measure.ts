/** Trains and tests one run of a study. */
import type { EpochEvent } from '../../contract/training.ts';
import type { MeasuredRun } from '../../contract/studies.ts';
import type { RunConfig } from '../../contract/settings.ts';
import type { TrainingService } from '../training-service.ts';
import type { TrainEvent } from '../training/state.ts';
import { packRows } from './rows-right.ts';

type Service = Pick<TrainingService, 'train' | 'evaluation' | 'models'>;

/**
 * Trains and tests. The saved epoch is the one that was best on validation. The network that was loaded before is the
 * loaded one again in the end.
 * @returns null when the signal ended it before its end
 * @throws {InputError | BackendError}
 */
export async function* measureRun(
  service: Service,
  config: RunConfig,
  signal: AbortSignal,
): AsyncGenerator<TrainEvent, MeasuredRun | null> {
  const giveBack = service.models.hold();
  const begun = performance.now();
  try {
    const trained = yield* trainToEnd(service, config, signal);
    if (!trained || signal.aborted) return null;
    const { report, right } = await service.evaluation.testByRow();
    const baseline = report.baselines?.bagOfWords;
    return {
      validation: trained.validation,
      validationRows: right.validation.length,
      test: report.accuracy,
      testRows: report.rows,
      baseline: baseline
        ? { accuracy: baseline.accuracy, difference: baseline.difference, interval: baseline.interval }
        : null,
      epochs: trained.epochs,
      seconds: trained.seconds,
      wall: (performance.now() - begun) / 1_000,
      right: { validation: packRows(right.validation), test: packRows(right.test) },
    };
  } finally {
    giveBack();
  }
}

/** @returns null when it was stopped, or has no epoch to save */
async function* trainToEnd(
  service: Service,
  config: RunConfig,
  signal: AbortSignal,
): AsyncGenerator<TrainEvent, { validation: number; epochs: number; seconds: number } | null> {
  const epochs: EpochEvent[] = [];
  let trained: { validation: number; epochs: number; seconds: number } | null = null;
  // To its very end: the network is made the loaded one after the last event.
  for await (const event of service.train(config, signal)) {
    yield event;
    if (event.type === 'epoch') epochs.push(event);
    if (event.type !== 'end' || event.reason === 'stopped') continue;
    const saved = epochs.find(({ epoch }) => epoch === event.restoredEpoch);
    if (saved)
      trained = { validation: saved.validationAccuracy, epochs: epochs.length, seconds: event.seconds };
  }
  return trained;
}
