/** Chooses how the loaded network's answers become classes, and stores that in it. */
import {
  atTemperature,
  defaultDecision,
  withThreshold,
  type ClassId,
  type Decision,
  type WeightsAsked,
} from '../../../workers/protocol.ts';
import type { AppController } from '../app-controller.ts';
import { sentenceOf, type Context } from '../context.ts';
import { idleDecisions, patch, update, type DecisionsState } from '../store.ts';
import { SoleTask } from '../timing.ts';

export class DecisionActions {
  private readonly computing = new SoleTask();
  private readonly weighing = new SoleTask();

  constructor(private readonly controller: AppController) {}

  /** Computes curves of a class and calibration; absent: of the class that is shown. */
  readonly compute = async (shown: ClassId = this.decisions.report?.shown ?? 1): Promise<void> => {
    const task = this.computing.begin();
    this.set({ computing: true, problem: null });
    try {
      const report = await this.context.client.ask('decisions', { shown });
      if (!task.isCurrent()) return;
      this.set({ report });
      await this.weigh({ weights: this.decisions.weights ?? report.decision.weights });
    } catch (error) {
      if (task.isCurrent()) await this.fail(error);
    } finally {
      if (task.end()) this.set({ computing: false });
    }
  };

  /** Tries other weights, and shows what they do on the validation rows. */
  readonly weigh = async (asked: WeightsAsked): Promise<void> => {
    const task = this.weighing.begin();
    // The control must follow the hand: what the weights do comes a moment later.
    if ('weights' in asked) this.set({ weights: asked.weights });
    try {
      const { weights, confusion } = await this.context.client.ask('weigh', { asked });
      if (task.isCurrent()) this.set({ weights, confusion, problem: null });
    } catch (error) {
      if (task.isCurrent()) await this.fail(error);
    } finally {
      task.end();
    }
  };

  /** Tries another threshold of the class that is shown. */
  readonly moveThreshold = async (threshold: number): Promise<void> => {
    const { report, weights } = this.decisions;
    if (!report) return;
    const before = weights ?? report.decision.weights;
    await this.weigh({ weights: withThreshold(before, report.shown, threshold) });
  };

  /** Stores the weights that are tried in the model. */
  readonly storeWeights = async (): Promise<void> => {
    const { report, weights } = this.decisions;
    if (report && weights) await this.decide({ ...report.decision, weights });
  };

  /** Stores a temperature; each review's class stays as it is. */
  readonly storeTemperature = async (temperature: number): Promise<void> => {
    const { report } = this.decisions;
    if (report) await this.decide(atTemperature(report.decision, temperature));
  };

  /** Stores what a model has that nobody has decided anything for. */
  readonly reset = async (): Promise<void> => {
    const { report } = this.decisions;
    if (report) await this.decide(defaultDecision(report.classNames.length));
  };

  /** Forgets what was computed for another network or other data from now on. @returns what ends that */
  readonly watch = (): (() => void) =>
    this.context.store.subscribe((state, before) => {
      const isOther = state.data.loaded?.source !== before.data.loaded?.source;
      if (!isOther && (state.model.held === before.model.held || state.decisions.storing)) return;
      this.computing.abort();
      this.weighing.abort();
      update(this.context.store, 'decisions', () => idleDecisions);
    });

  private get context(): Context {
    return this.controller.context;
  }

  private get decisions(): DecisionsState {
    return this.context.store.getState().decisions;
  }

  private set(change: Partial<DecisionsState>): void {
    patch(this.context.store, 'decisions', change);
  }

  private async fail(error: unknown): Promise<void> {
    this.set({ problem: sentenceOf(error) });
    await this.context.recoverFrom(error);
  }

  private async decide(decision: Decision): Promise<void> {
    this.set({ storing: true, problem: null });
    try {
      const { summary, report } = await this.context.client.ask('decide', { decision });
      const renewed = this.controller.model.decided(summary, report);
      this.set({ weights: null });
      await this.compute();
      await renewed;
    } catch (error) {
      await this.fail(error);
    } finally {
      this.set({ storing: false });
    }
  }
}
