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
import { sentenceOf } from '../context.ts';
import { idleDecisions, patch, update, type AppState } from '../store.ts';
import { SoleTask } from '../timing.ts';

export interface DecisionActions {
  /** Computes curves of a class and calibration; absent: of the class that is shown. */
  compute(shown?: ClassId): Promise<void>;
  /** Tries other weights, and shows what they do on the validation rows. */
  weigh(asked: WeightsAsked): Promise<void>;
  /** Tries another threshold of the class that is shown. */
  moveThreshold(threshold: number): Promise<void>;
  /** Stores the weights that are tried in the model. */
  storeWeights(): Promise<void>;
  /** Stores a temperature; each review's class stays as it is. */
  storeTemperature(temperature: number): Promise<void>;
  /** Stores what a model has that nobody has decided anything for. */
  reset(): Promise<void>;
  /** Forgets what was computed for another network or other data from now on. @returns what ends that */
  watch(): () => void;
}

export function createDecisionActions({ context, model }: AppController): DecisionActions {
  const { store, client, recoverFrom } = context;
  const computing = new SoleTask();
  const weighing = new SoleTask();
  const decisions = () => store.getState().decisions;

  async function fail(error: unknown): Promise<void> {
    patch(store, 'decisions', { problem: sentenceOf(error) });
    await recoverFrom(error);
  }

  async function compute(shown = decisions().report?.shown ?? 1): Promise<void> {
    const task = computing.begin();
    patch(store, 'decisions', { computing: true, problem: null });
    try {
      const report = await client.ask('decisions', { shown });
      if (!task.isCurrent()) return;
      patch(store, 'decisions', { report });
      await weigh({ weights: decisions().weights ?? report.decision.weights });
    } catch (error) {
      if (task.isCurrent()) await fail(error);
    } finally {
      if (task.isCurrent()) patch(store, 'decisions', { computing: false });
      task.end();
    }
  }

  async function weigh(asked: WeightsAsked): Promise<void> {
    const task = weighing.begin();
    // The control must follow the hand: what the weights do comes a moment later.
    if ('weights' in asked) patch(store, 'decisions', { weights: asked.weights });
    try {
      const { weights, confusion } = await client.ask('weigh', { asked });
      if (task.isCurrent()) patch(store, 'decisions', { weights, confusion, problem: null });
    } catch (error) {
      if (task.isCurrent()) await fail(error);
    } finally {
      task.end();
    }
  }

  async function decide(decision: Decision): Promise<void> {
    patch(store, 'decisions', { storing: true, problem: null });
    try {
      const { summary, report } = await client.ask('decide', { decision });
      const renewed = model.decided(summary, report);
      patch(store, 'decisions', { weights: null });
      await compute();
      await renewed;
    } catch (error) {
      await fail(error);
    } finally {
      patch(store, 'decisions', { storing: false });
    }
  }

  function hear(state: AppState, before: AppState): void {
    const isOther = state.data.loaded?.source !== before.data.loaded?.source;
    if (!isOther && (state.model.held === before.model.held || state.decisions.storing)) return;
    computing.abort();
    weighing.abort();
    update(store, 'decisions', () => idleDecisions);
  }

  return {
    compute,
    weigh,
    async moveThreshold(threshold) {
      const { report, weights } = decisions();
      if (!report) return;
      const before = weights ?? report.decision.weights;
      await weigh({ weights: withThreshold(before, report.shown, threshold) });
    },
    async storeWeights() {
      const { report, weights } = decisions();
      if (report && weights) await decide({ ...report.decision, weights });
    },
    async storeTemperature(temperature) {
      const { report } = decisions();
      if (report) await decide(atTemperature(report.decision, temperature));
    },
    async reset() {
      const { report } = decisions();
      if (report) await decide(defaultDecision(report.classNames.length));
    },
    watch: () => store.subscribe(hear),
  };
}
