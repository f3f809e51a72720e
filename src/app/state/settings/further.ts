/** Settings for training a network further: its own, but for how long and how fast. */
import { fields, type RunConfig } from '../../../workers/protocol.ts';
import { draftOf, readDraft, type Draft, type FieldProblems } from './draft.ts';

/** As typed. */
export interface FurtherWish {
  epochs: string;
  learningRate: string;
}

const fewEpochs = 5;
/** A network that has learned is disturbed less by small steps. */
const rateShare = 1 / 5;

/** What the form offers at first: a few epochs with a fifth of the rate that the network learned with. */
export function firstWish({ epochs, learningRate }: RunConfig): FurtherWish {
  const rate = Math.max(fields.learningRate.min, Number((learningRate * rateShare).toPrecision(2)));
  return { epochs: String(Math.min(epochs, fewEpochs)), learningRate: String(rate) };
}

/** The network's settings with what is wished; the choice of backend stays the form's. */
export function furtherDraft(config: RunConfig, wish: FurtherWish, backend: Draft['backend']): Draft {
  return { ...draftOf(config), ...wish, backend };
}

/** What is wrong with a wish, by its field. */
export function wishProblems(config: RunConfig, wish: FurtherWish): FieldProblems {
  return readDraft(furtherDraft(config, wish, config.backend)).problems;
}
