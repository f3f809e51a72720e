/** Looks into the network of a run after each of its epochs: how far back its gradient reaches, and how it reads a text. */
import type { TextCleaning } from '../../contract/dataset.ts';
import type { EpochAsked, EpochInside, EpochReading, GradientFlow } from '../../contract/epoch-inside.ts';
import type { RunConfig } from '../../contract/settings.ts';
import { encodeText, readingOf, Vocabulary, type PreparedData } from '../data/index.ts';
import { joinMembers, memberConfig } from '../network/ensemble.ts';
import { layersOf, parameterSpecs } from '../network/layers.ts';
import { initialParameters } from '../network/parameters.ts';
import type { TrainEvent, TrainingState } from '../training/state.ts';
import { flowTexts, gradientFlow } from './flow.ts';
import type { Network64 } from './network64.ts';
import { runningLogits } from './running.ts';
import { embed, probabilitiesOf, traceOf } from './trace.ts';

/** Of a longer text the beginning is read: each beginning is a forward pass of its own where a layer reads backwards. */
const mostWords = 40;

/** What of a state is looked at. */
type Weights = Pick<TrainingState, 'config' | 'parameters' | 'vocabulary' | 'classCount'>;

function networkOf({ config, parameters, vocabulary, classCount }: Weights): Network64 {
  const sizes = { words: vocabulary.length, classes: classCount };
  const joined = joinMembers(parameters, config, sizes);
  const weights = new Map([...joined].map(([name, values]) => [name, Float64Array.from(values)]));
  return { layers: layersOf(config, sizes), weights };
}

export class EpochWatch {
  /** It may change during a run. */
  asked: EpochAsked = { flow: false, text: null };

  /** The same events, and after those of an epoch what was asked for. @param cleaning how the run reads texts */
  async *besides<R>(
    events: AsyncGenerator<TrainEvent, R>,
    data: PreparedData,
    cleaning: TextCleaning,
  ): AsyncGenerator<TrainEvent, R> {
    let untrained: GradientFlow | null = null;
    let epoch = 0;
    for (;;) {
      const next = await events.next();
      if (next.done) return next.value;
      yield next.value;
      if (next.value.type === 'epoch') ({ epoch } = next.value);
      const { flow, text } = this.asked;
      if (next.value.type !== 'state' || epoch === 0 || (!flow && text === null)) continue;
      const { state } = next.value;
      if (flow && state.config.cell !== 'simple-rnn') untrained ??= untrainedFlow(data, state);
      yield insideOf(state, { epoch, data, cleaning, asked: this.asked, untrained });
      epoch = 0;
    }
  }
}

interface Looked {
  epoch: number;
  data: PreparedData;
  cleaning: TextCleaning;
  asked: EpochAsked;
  untrained: GradientFlow | null;
}

function insideOf(state: TrainingState, { epoch, data, cleaning, asked, untrained }: Looked): EpochInside {
  const network = networkOf(state);
  const { flow, text } = asked;
  return {
    type: 'inside',
    epoch,
    cell: state.config.cell,
    flow: flow ? flowOf(network, data, state.config) : null,
    untrained: flow ? untrained : null,
    reading: text === null ? null : readingIn(network, text, state, cleaning),
  };
}

const flowOf = (network: Network64, { validation }: PreparedData, { loss }: RunConfig): GradientFlow =>
  gradientFlow(network, flowTexts(validation, network), loss);

/** A simple RNN of a member's sizes, with the first values that it would have. */
function untrainedFlow(data: PreparedData, state: Weights): GradientFlow {
  const config: RunConfig = { ...memberConfig(state.config), cell: 'simple-rnn' };
  const sizes = { words: state.vocabulary.length, classes: state.classCount };
  const parameters = initialParameters(parameterSpecs(config, sizes), config.seed);
  return flowOf(networkOf({ ...state, config, parameters }), data, config);
}

/** Null for a text without words. */
function readingIn(
  network: Network64,
  text: string,
  { config, vocabulary }: Weights,
  cleaning: TextCleaning,
): EpochReading | null {
  const { ids, tokens } = encodeText(text, new Vocabulary(vocabulary), readingOf({ config, cleaning }));
  const used = tokens.filter((token) => token.used).slice(0, mostWords);
  if (used.length === 0) return null;
  const embedded = embed(network, ids.slice(0, used.length));
  const running = runningLogits(network, embedded, traceOf(network, embedded)).map((logits) =>
    probabilitiesOf(logits, 1),
  );
  return { text, tokens: used.map(({ token }) => token), running };
}
