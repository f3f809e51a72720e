/** A run of a lab, which leaves nothing behind but what it says on the way. */
import type { Shuffling } from '../contract/labs.ts';
import type { RunConfig } from '../contract/settings.ts';
import type { TrainingService } from './training-service.ts';
import type { TrainEvent } from './training/state.ts';

/**
 * Trains on the loaded data, shuffled if asked. The network that was loaded before is the loaded one again in the end.
 * @throws {InputError | BackendError}
 */
export async function* labRun(
  service: Pick<TrainingService, 'train' | 'models'>,
  config: RunConfig,
  shuffling: Shuffling | null,
  signal: AbortSignal,
): AsyncGenerator<TrainEvent, null> {
  const giveBack = service.models.hold();
  try {
    yield { type: 'warning', message: { code: 'lab-run', shuffling } };
    yield* service.train(config, signal, { shuffling });
    return null;
  } finally {
    giveBack();
  }
}
