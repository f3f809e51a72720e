/** What runs with some settings would be like, before they begin: backend, time, memory, covered words. */
import type { BackendReport, StepProfile } from '../contract/backends.ts';
import { budgetSeconds, withinBudget, type RunConfig } from '../contract/settings.ts';
import type { VectorCoverage } from '../contract/vectors.ts';
import { orLost } from './backends/lost.ts';
import { withRule, type Dataset, type WorkOptions } from './data/index.ts';
import type { RunContext } from './run.ts';
import { stepRate } from './training/calibrate.ts';
import { profileStep } from './training/profile.ts';
import { withVectorSize } from './vectors/store.ts';

type Context = Pick<RunContext, 'data' | 'backend' | 'preparation' | 'vectors' | 'unlabelled'>;

export class MeasuringService {
  constructor(private readonly context: Context) {}

  /**
   * Which backend a run with these settings would take, and how long it would last; measured once a dataset
   * is loaded. @throws {InputError | BackendError}
   */
  async probe(asked: RunConfig): Promise<BackendReport> {
    const { data, backend } = this.context;
    return data.dataset ? (await this.opened(data.dataset, asked)).report : backend.open(asked);
  }

  /** The settings with so many epochs as their time budget has room for. @throws {InputError | BackendError} */
  async planned(asked: RunConfig): Promise<RunConfig> {
    if (budgetSeconds(asked) === null) return asked;
    const { secondsForRun } = await this.probe(asked);
    return withinBudget(asked, secondsForRun);
  }

  /**
   * Where the time of a training step with these settings goes, on the backend that a run would take.
   * @throws {InputError | BackendError}
   */
  async profile(asked: RunConfig): Promise<StepProfile> {
    const { config, data, handle } = await this.opened(this.context.data.current(), asked);
    return orLost(profileStep(config, data, handle), handle);
  }

  /**
   * Training steps a second with these settings, for about so many seconds from now on, on the backend that a run would take.
   * @throws {InputError | BackendError}
   */
  async stepRate(asked: RunConfig, seconds: number): Promise<number> {
    const { config, data, handle } = await this.opened(this.context.data.current(), asked);
    return orLost(stepRate(config, data, seconds), handle);
  }

  /** Opens the backend that a run would take. Vectors that are not loaded yet change little of what a step takes. */
  private async opened(dataset: Dataset, asked: RunConfig) {
    const { backend, preparation, unlabelled } = this.context;
    const vectors = this.context.vectors.loadedFor(asked);
    const config = withVectorSize(withRule(asked, dataset.texts), vectors);
    const { data, scale } = await preparation.forMeasuring(dataset, config, vectors);
    // Not all texts that get a pseudo-label are new, so that it is an upper limit.
    const more = config.pseudoLabels ? (unlabelled.current?.texts.length ?? 0) : 0;
    const measured = { data, scale: scale + more / data.train.classes.length };
    return { config, data, ...(await backend.openFor(config, dataset, measured)) };
  }

  /** How many of the loaded texts' words the vectors have; null where the embedding starts at random. @throws {InputError} */
  async coverage(asked: RunConfig, work: WorkOptions = {}): Promise<VectorCoverage | null> {
    const dataset = this.context.data.current();
    const vectors = this.context.vectors.sourceFor(asked);
    if (!vectors) return null;
    const config = withVectorSize(withRule(asked, dataset.texts), vectors);
    return (await this.context.preparation.forRun(dataset, config, { ...work, vectors })).coverage;
  }
}
