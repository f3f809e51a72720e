/** Answers for texts: of the loaded model, and during a run of its network. */
import type { ClassifiedSummary, ClassifyChoice } from '../contract/classification.ts';
import { defaultDecision } from '../contract/decision.ts';
import type { Prediction } from '../contract/results.ts';
import { answersOf, probabilitiesOf } from './answers.ts';
import type { Computing } from './backend-service.ts';
import { classifyFiles, type ClassifyWork } from './classify/index.ts';
import { readingOf, type SourceFile } from './data/index.ts';
import { InputError } from './errors.ts';
import type { ModelStore } from './model-store.ts';
import type { LiveNetwork, LiveWeights } from './training/live-network.ts';

export interface ClassifyOptions extends Omit<ClassifyWork, 'compute'> {
  inTurn?: ClassifyWork['compute'];
}

export class AnswerService {
  constructor(
    private readonly models: ModelStore,
    private readonly live: LiveNetwork,
    private readonly computing: Computing,
  ) {}

  /**
   * During a run the answer of its network, from the weights of that moment: the run's weights, words and draws of
   * chance stay as they are. Else the loaded model's.
   * @throws {InputError} when the text has no words, or there is no network; the signal's reason
   */
  async predict(text: string, signal?: AbortSignal): Promise<Prediction> {
    const answers = await this.live.ask((weights) => this.answerLive(text, weights), signal);
    const [prediction] = answers ?? (await this.predictAll([text]));
    if (!prediction) throw new InputError({ code: 'no-words' });
    return prediction;
  }

  private async answerLive(text: string, live: LiveWeights): Promise<(Prediction | null)[]> {
    const { network, vocabulary, buckets, position, cleaning, classNames } = live;
    const decision = defaultDecision(classNames.length);
    const rule = readingOf({ config: network.config, cleaning });
    const reading = { rule, vocabulary, classNames, decision };
    const answers = await answersOf(reading, [text], (ids) => probabilitiesOf(network, ids, { buckets }));
    return answers.map((answer) => answer && { ...answer, weights: position });
  }

  /** An answer for each text, in their order; null for one without words. @throws {InputError} */
  async predictAll(texts: readonly string[]): Promise<(Prediction | null)[]> {
    const model = this.models.current();
    return this.computing(model, () => model.predictAll(texts));
  }

  /**
   * The rows of some files with the loaded model's answers.
   * @param inTurn lets other work on the device come between two forward passes
   * @throws {InputError | BackendError}; the signal's reason
   */
  async classify(
    files: readonly SourceFile[],
    choice: ClassifyChoice,
    { inTurn = (step) => step(), ...work }: ClassifyOptions,
  ): Promise<ClassifiedSummary> {
    const model = this.models.current();
    const compute: ClassifyWork['compute'] = (step) => inTurn(() => this.computing(model, step));
    try {
      return await classifyFiles(model, files, choice, { ...work, compute });
    } finally {
      // Another one may have been loaded meanwhile.
      if (!this.models.isCurrent(model)) model.release();
    }
  }
}
