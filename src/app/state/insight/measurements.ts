/** Measures what the parts of the loaded network are for, and whether attribution says what it does: both take long. */
import type { Change, Faithfulness } from '../../../contract/insight.ts';
import type { Progress } from '../../../contract/dataset.ts';
import { sentenceOf, type Context } from '../context.ts';
import { isCancelled } from '../data/reading.ts';
import { isBusy, patch, type AppState } from '../store.ts';
import { SoleTask } from '../timing.ts';
import { idleMeasurement, type Ablation, type Measurement } from './slice.ts';

export interface MeasurementActions {
  /** Measures the network with each of some changes, on validation reviews. */
  ablate(changes: readonly Change[]): Promise<void>;
  /** Measures how faithful attribution is, on so many reviews that the network has not seen. */
  prove(reviews: number): Promise<void>;
  /** What was found before stays. */
  cancel(name: MeasurementName): void;
}

export type MeasurementName = 'ablations' | 'proof';

/** What is asked, and how it is watched. */
interface Job {
  signal: AbortSignal;
  onProgress: (progress: Progress) => void;
}

/** Another network, or other data, ends and forgets both; a run that begins ends them. */
export function createMeasurements({ store, client, recoverFrom }: Context): MeasurementActions {
  const slots = {
    ablations: slotFor<readonly Ablation[]>((change) =>
      patch(store, 'insight', { ablations: { ...store.getState().insight.ablations, ...change } }),
    ),
    proof: slotFor<Faithfulness>((change) =>
      patch(store, 'insight', { proof: { ...store.getState().insight.proof, ...change } }),
    ),
  };

  /** @param ask gives what is found */
  async function measure<T>({ tasks, put }: Slot<T>, ask: (job: Job) => Promise<T>): Promise<void> {
    const task = tasks.begin();
    put({ progress: { share: 0, rows: 0 }, problem: null });
    try {
      const found = await ask({
        signal: task.signal,
        onProgress: ({ share, rows }) => {
          if (task.isCurrent()) put({ progress: { share, rows } });
        },
      });
      if (task.isCurrent()) put({ ...idleMeasurement, found });
    } catch (error) {
      if (!task.isCurrent()) return;
      const problem = isCancelled(error) ? null : sentenceOf(error);
      put({ progress: null, problem });
      if (problem !== null) await recoverFrom(error);
    } finally {
      task.end();
    }
  }

  store.subscribe((state, before) => {
    if (isBusy(state.run) && !isBusy(before.run))
      for (const { tasks } of Object.values(slots)) tasks.cancel();
    if (loadedOf(state).every((value, i) => value === loadedOf(before)[i])) return;
    for (const { tasks, put } of Object.values(slots)) {
      tasks.abort();
      put(idleMeasurement);
    }
  });

  return {
    ablate: (changes) =>
      measure(slots.ablations, async (job) => {
        const found = await client.ask('measure-changes', { changes: [...changes] }, job);
        return found.map((measured, i) => ({ change: changes[i], measured }));
      }),
    prove: (reviews) => measure(slots.proof, (job) => client.ask('measure-faithfulness', { reviews }, job)),
    cancel: (name) => slots[name].tasks.cancel(),
  };
}

/** Where one kind of measurement is put, one at a time. */
interface Slot<T> {
  tasks: SoleTask;
  put: (change: Partial<Measurement<T>>) => void;
}

const slotFor = <T>(put: Slot<T>['put']): Slot<T> => ({ tasks: new SoleTask(), put });

const loadedOf = ({ data, model }: AppState) => [data.loaded?.summary.fingerprint, model.held];
