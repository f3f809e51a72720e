/** Measures what the parts of the loaded network are for, and whether attribution says what it does: both take long. */
import type { Change, Faithfulness } from '../../../contract/insight.ts';
import type { Context } from '../context.ts';
import { Inquirer } from '../inquiry/inquirer.ts';
import { idleInquiry, type Inquiry } from '../inquiry/slice.ts';
import { onceFor } from '../once-for.ts';
import { useController } from '../react.ts';
import { update } from '../store.ts';
import type { Ablation } from './slice.ts';

type MeasurementName = 'ablations' | 'proof';

function inquirerFor<T>(context: Context, name: MeasurementName): Inquirer<T> {
  const put = (change: Partial<Inquiry<T>>) =>
    update(context.store, 'insight', (state) => ({ ...state, [name]: { ...state[name], ...change } }));
  return new Inquirer<T>(context, put, () => put(idleInquiry));
}

export class Measurements {
  private readonly ablations: Inquirer<readonly Ablation[]>;
  private readonly proof: Inquirer<Faithfulness>;

  constructor(private readonly context: Context) {
    this.ablations = inquirerFor(context, 'ablations');
    this.proof = inquirerFor(context, 'proof');
  }

  /** Measures the network with each of some changes, on validation reviews. */
  readonly ablate = async (changes: readonly Change[]): Promise<void> => {
    await this.ablations.ask(async (options) => {
      const found = await this.context.client.ask('measure-changes', { changes: [...changes] }, options);
      return found.map((measured, i) => ({ change: changes[i], measured }));
    });
  };

  /** Measures how faithful attribution is, on so many reviews that the network has not seen. */
  readonly prove = async (reviews: number): Promise<void> => {
    await this.proof.ask((options) => this.context.client.ask('measure-faithfulness', { reviews }, options));
  };

  /** What was found before stays. */
  readonly cancel = (name: MeasurementName): void => this[name].cancel();
}

const measurementsOf = onceFor((context: Context) => new Measurements(context));

/** The same for all that a controller shows. */
export const useMeasurements = (): Measurements => measurementsOf(useController().context);
