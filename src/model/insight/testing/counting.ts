/** A network built by hand: one unit counts *good* minus *bad*, and the answer is by that unit alone. */
import { defaultDecision } from '../../../contract/decision.ts';
import { parseRunConfig, type RunConfig } from '../../../contract/settings.ts';
import { Vocabulary } from '../../data/index.ts';
import { sizesOf, type SavedModel } from '../../export/saved-model.ts';
import { Network } from '../../network/network.ts';
import { subjectOf, type Subject } from '../explain.ts';

/** What the cell state grows by at *good*, and falls by at *bad*. */
export const stepOfCount = 0.5;
/** What the unit's hidden state weighs in the logit. */
export const weightOfUnit = 3;

/** So far from 0 that σ is 0 or 1 to the last bit. */
const shut = 800;

/** Of two units the second counts; the first says nothing. @param forgets makes its forget gate ½ instead of 1 */
export function countingModel(values: Partial<RunConfig> = {}, forgets = false): SavedModel {
  const config = parseRunConfig({
    ...{ embeddingSize: 1, layerSizes: [2], pooling: 'last', maxLength: 50, tokenization: 'words' },
    ...values,
  });
  const kernel = new Float32Array(8);
  kernel[5] = Math.atanh(stepOfCount);
  const forgetBias = forgets ? 0 : shut;
  const parameters = new Map([
    ['embedding', Float32Array.of(0, 0, 0, 0, 1, -1)],
    ['lstm_0/forward/kernel', kernel],
    ['lstm_0/forward/recurrent_kernel', new Float32Array(16)],
    ['lstm_0/forward/bias', Float32Array.of(shut, shut, shut, forgetBias, 0, 0, shut, shut)],
    ['dense/kernel', Float32Array.of(0, weightOfUnit)],
    ['dense/bias', Float32Array.of(0)],
  ]);
  return {
    config,
    cleaning: { stripMarkup: false },
    vocabulary: ['<pad>', '<unk>', 'the', 'film', 'good', 'bad'],
    classNames: ['negative', 'positive'],
    decision: defaultDecision(2),
    parameters,
    metrics: { epochs: [], restoredEpoch: null, test: null },
    seen: null,
    trainedOn: { name: 'by hand', fingerprint: '0' },
  };
}

export function subjectFor(saved: SavedModel): Subject {
  return subjectOf(
    saved,
    new Vocabulary(saved.vocabulary),
    () => new Network(saved.config, sizesOf(saved), saved.parameters),
  );
}
