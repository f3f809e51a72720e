/** Settings for continuing a network's training: its own, except epochs and learning rate. */
import { fields, type RunConfig } from '../../../workers/protocol.ts';
import { draftOf, readDraft, type Draft, type FieldProblems } from './draft.ts';

/** As typed. */
export interface FineTuneOptions {
  epochs: string;
  learningRate: string;
}

const fewEpochs = 5;
/** A network that has learned is disturbed less by small steps. */
const rateShare = 1 / 5;

/** What the form offers at first: a few epochs with a fifth of the rate that the network learned with. */
export function defaultOptions({ epochs, learningRate }: RunConfig): FineTuneOptions {
  const rate = Math.max(fields.learningRate.min, Number((learningRate * rateShare).toPrecision(2)));
  return { epochs: String(Math.min(epochs, fewEpochs)), learningRate: String(rate) };
}

/** The network's settings with these options; the choice of backend stays the form's. */
export function fineTuneDraft(config: RunConfig, options: FineTuneOptions, backend: Draft['backend']): Draft {
  return { ...draftOf(config), ...options, backend };
}

/** What is wrong with the options, by its field. */
export function optionProblems(config: RunConfig, options: FineTuneOptions): FieldProblems {
  return readDraft(fineTuneDraft(config, options, config.backend)).problems;
}
