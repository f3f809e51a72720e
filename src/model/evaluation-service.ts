/** What the loaded model is worth on the loaded data, and how it decides. */
import type { DecisionReport, Weighed, WeightsAsked } from '../contract/decision-report.ts';
import type { ClassId } from '../contract/dataset.ts';
import type { Decision } from '../contract/decision.ts';
import type { ErrorGroups, Grouping } from '../contract/error-groups.ts';
import type { TestReport } from '../contract/results.ts';
import type { TestedPage, TestQuery } from '../contract/reviews.ts';
import type { Computing } from './backend-service.ts';
import type { DatasetStore, WorkOptions } from './dataset-store.ts';
import { decisionReport } from './decisions.ts';
import { InputError } from './errors.ts';
import type { ModelStore } from './model-store.ts';

export class EvaluationService {
  constructor(
    private readonly models: ModelStore,
    private readonly data: DatasetStore,
    private readonly computing: Computing,
  ) {}

  /** Tests the model on the rows of the dataset whose texts it has not seen. @throws {InputError} when there are none */
  async test(): Promise<TestReport> {
    const model = this.models.current();
    const { dataset } = this.data;
    if (!dataset) throw new InputError({ code: 'choose-a-test-dataset' });
    return this.computing(model, () => model.test(dataset));
  }

  /** The same test, with each of its rows and of those that the model was validated on: whether it is right. */
  async testByRow(): Promise<{ report: TestReport; right: Record<'validation' | 'test', boolean[]> }> {
    const model = this.models.current();
    const dataset = this.data.current();
    return this.computing(model, async () => {
      const right = await model.isRight(dataset);
      return { right, report: await model.test(dataset, true) };
    });
  }

  /** Curves of one class and calibration, for choosing a decision. @throws {InputError} as `LoadedModel.judge` */
  async decisions(shown: ClassId): Promise<DecisionReport> {
    const model = this.models.current();
    const dataset = this.data.current();
    const parts = await this.computing(model, () => model.judge(dataset));
    return decisionReport(parts, model.saved, shown);
  }

  /** What weights do on the validation rows of the last `decisions`. @throws {InputError} */
  weigh(asked: WeightsAsked): Weighed {
    return this.models.current().weigh(this.data.current(), asked);
  }

  /**
   * The loaded model answers so from now on.
   * @returns its test on the loaded data; null where there is none to test on
   * @throws {InputError} for a decision that is none
   */
  async decide(decision: Decision): Promise<TestReport | null> {
    const model = this.models.current();
    model.decide(decision);
    const { dataset } = this.data;
    if (!dataset) return null;
    return this.computing(model, () => model.test(dataset, true)).catch((error: unknown) => {
      if (error instanceof InputError) return null;
      throw error;
    });
  }

  /** Some of the reviews that the loaded model was tested on last. @throws {InputError} when they are not loaded */
  testedReviews(query: TestQuery, range: { start: number; count: number }): TestedPage {
    return this.models.current().testedReviews(this.data.current(), query, range);
  }

  /** How accurate the last test is in each of some groups of its reviews. @throws {InputError} when they are not loaded */
  groupErrors(by: Grouping, options: WorkOptions = {}): Promise<ErrorGroups> {
    return this.models.current().groupErrors(this.data.current(), by, options);
  }

  /** Whether the loaded model was trained on the loaded dataset. */
  isModelOfDataset(): boolean {
    return this.models.fingerprint === this.data.dataset?.fingerprint;
  }
}
