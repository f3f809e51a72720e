/** What the fake worker says of decisions: curves by a formula, and a confusion matrix that follows the weights. Never shipped. */
import {
  defaultDecision,
  presetConfig,
  type Areas,
  type ClassCurves,
  type Decision,
  type DecisionReport,
  type ModelSummary,
  type Reliability,
  type TestReport,
  type Weighed,
  type WeightsAsked,
} from '../../workers/protocol.ts';
import { fakeModel, fakeTest } from './fake-answers.ts';

/** Validation rows of each class. */
const rowsOfClass = 100;

const areas: Areas = {
  positives: 148,
  negatives: 150,
  roc: { value: 0.894, interval: [0.853, 0.925] },
  precision: { value: 0.887, interval: [0.825, 0.929] },
};

const curves: ClassCurves = {
  ...areas,
  rocPoints: Array.from({ length: 21 }, (_, i) => ({ threshold: 1 - i / 20, x: (i / 20) ** 3, y: i / 20 })),
  precisionPoints: Array.from({ length: 21 }, (_, i) => ({
    threshold: 1 - i / 20,
    x: i / 20,
    y: 1 - (i / 20) ** 3 / 2,
  })),
};

function reliability(temperature: number, gap: number): Reliability {
  return {
    temperature,
    error: gap,
    loss: 0.41 + gap,
    bins: Array.from({ length: 15 }, (_, i) => {
      const rows = i < 7 ? 0 : 10 * (i - 6);
      const confidence = rows > 0 ? (i + 0.6) / 15 : null;
      const accuracy = confidence === null ? null : Math.max(0, confidence - gap);
      return { low: i / 15, high: (i + 1) / 15, rows, confidence, accuracy };
    }),
  };
}

export class FakeDecisions {
  private decision: Decision;

  constructor(private readonly classNames: readonly string[] = ['negative', 'positive']) {
    this.decision = defaultDecision(classNames.length);
  }

  report(shown: number): DecisionReport {
    return {
      classNames: this.classNames,
      decision: this.decision,
      shown,
      rows: { validation: rowsOfClass * this.classNames.length, test: 298 },
      curves,
      testAreas: areas,
      calibration: { before: reliability(1, 0.084), after: reliability(1.62, 0.021) },
    };
  }

  /** The best weights are the costs. The larger a class's weight, the more rows of others go to it. */
  weigh(asked: WeightsAsked): Weighed {
    const values = 'costs' in asked ? asked.costs : asked.weights;
    const sum = values.reduce((total, value) => total + value, 0);
    const weights = values.map((value) => value / sum);
    const confusion = weights.map((_, actual) => {
      const row = weights.map((weight, id) => (id === actual ? 0 : Math.round(40 * weight)));
      row[actual] = rowsOfClass - row.reduce((total, rows) => total + rows, 0);
      return row;
    });
    return { weights, confusion };
  }

  decide(decision: Decision): { summary: ModelSummary; report: TestReport } {
    this.decision = decision;
    const summary = fakeModel(presetConfig(), 'uci-sentences', 1);
    return { summary: { ...summary, decision }, report: { ...fakeTest } };
  }
}
