/** Measures what the parts of the loaded network are for, and whether attribution says what it does: both take long. */
import type { Change, Faithfulness } from '../../../contract/insight.ts';
import type { Context } from '../context.ts';
import { Inquirer } from '../inquiry/inquirer.ts';
import { idleInquiry, type Inquiry } from '../inquiry/slice.ts';
import { update } from '../store.ts';
import type { Ablation } from './slice.ts';

export interface MeasurementActions {
  /** Measures the network with each of some changes, on validation reviews. */
  ablate(changes: readonly Change[]): Promise<void>;
  /** Measures how faithful attribution is, on so many reviews that the network has not seen. */
  prove(reviews: number): Promise<void>;
  /** What was found before stays. */
  cancel(name: MeasurementName): void;
}

export type MeasurementName = 'ablations' | 'proof';

export function createMeasurements(context: Context): MeasurementActions {
  const { store, client } = context;
  function inquirerFor<T>(name: MeasurementName): Inquirer<T> {
    const put = (change: Partial<Inquiry<T>>) =>
      update(store, 'insight', (state) => ({ ...state, [name]: { ...state[name], ...change } }));
    return new Inquirer<T>(context, put, () => put(idleInquiry));
  }
  const inquirers = {
    ablations: inquirerFor<readonly Ablation[]>('ablations'),
    proof: inquirerFor<Faithfulness>('proof'),
  };
  return {
    async ablate(changes) {
      await inquirers.ablations.ask(async (options) => {
        const found = await client.ask('measure-changes', { changes: [...changes] }, options);
        return found.map((measured, i) => ({ change: changes[i], measured }));
      });
    },
    async prove(reviews) {
      await inquirers.proof.ask((options) => client.ask('measure-faithfulness', { reviews }, options));
    },
    cancel: (name) => inquirers[name].cancel(),
  };
}
