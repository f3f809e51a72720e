/** A whole state of a small network, with random numbers in it. */
import { parseRunConfig, presetConfig } from '../../../contract/settings.ts';
import { Random } from '../../data/random.ts';
import { parameterSpecs, sizeOf } from '../../network/layers.ts';
import { formulas } from '../../ops/optimizers/registry.ts';
import type { TrainingState } from '../state.ts';

export const stateConfig = parseRunConfig({
  ...presetConfig(),
  layerSizes: [3, 2],
  embeddingSize: 4,
  bidirectional: true,
});

export function stateOf(optimizer: TrainingState['config']['optimizer'] = 'adam'): TrainingState {
  const random = new Random(3, 1);
  const specs = parameterSpecs(stateConfig, { words: 9, classes: 2 });
  const draw = () =>
    new Map(
      specs.map((spec) => [spec.name, Float32Array.from({ length: sizeOf(spec) }, () => random.normal())]),
    );
  const slots = Array.from({ length: formulas[optimizer].slots.length }, draw);
  return {
    config: { ...stateConfig, optimizer },
    dataset: '0123',
    cleaning: { stripMarkup: true },
    unlabelled: { names: ['more.csv'], texts: 1_200, fingerprint: '89ab' },
    seen: { trained: Float64Array.of(0, 65_536, 2 ** 48 - 1), validated: Float64Array.of(2 ** 32 + 7) },
    base: null,
    vocabulary: ['<pad>', '<unk>', 'tốt', '"', 'a', 'b', 'c', 'd', '__proto__'],
    further: null,
    classCount: 2,
    step: 17,
    parameters: draw(),
    slots: new Map(
      specs.map(({ name }) => [name, slots.map((slot) => slot.get(name) ?? new Float32Array(0))]),
    ),
    epochSums: { loss: 0.1 + 0.2, correct: 7, rows: 12 },
    history: [
      {
        type: 'epoch',
        epoch: 1,
        loss: 0.7,
        accuracy: 0.5,
        validationLoss: 0.69,
        validationAccuracy: 0.51,
        learningRate: 0.01,
        seconds: 3,
      },
    ],
    best: { epoch: 1, validationLoss: 0.69, parameters: draw() },
    cycles: [
      { epochs: 1, peak: 1 },
      { epochs: 9, peak: 0.25 },
    ],
    learningRateScale: 0.25,
    divergences: 1,
    seconds: 3.5,
  };
}
