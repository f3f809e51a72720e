import { saying } from '../../contract/messages/testing/saying.ts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRunConfig, presetConfig } from '../../contract/settings.ts';
import { InputError } from '../errors.ts';
import { Random } from '../data/random.ts';
import { parameterSpecs, sizeOf } from '../network/layers.ts';
import { formulas } from '../ops/optimizers/registry.ts';
import { decodeState, encodeState } from './state-file.ts';
import type { RunName } from './state-file.ts';
import type { TrainingState } from './state.ts';

const config = parseRunConfig({
  ...presetConfig(),
  layerSizes: [3, 2],
  embeddingSize: 4,
  bidirectional: true,
});

const run: RunName = {
  id: 'a',
  name: 'Tốt <b>',
  started: 5,
  source: { kind: 'files', name: 'x.csv' },
  dataset: { name: 'x', fingerprint: '0123', rows: 100 },
};

function stateOf(optimizer: TrainingState['config']['optimizer'] = 'adam'): TrainingState {
  const random = new Random(3, 1);
  const specs = parameterSpecs(config, { words: 9, classes: 2 });
  const draw = () =>
    new Map(
      specs.map((spec) => [spec.name, Float32Array.from({ length: sizeOf(spec) }, () => random.normal())]),
    );
  const slots = Array.from({ length: formulas[optimizer].slots.length }, draw);
  return {
    config: { ...config, optimizer },
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

describe('a state’s file', () => {
  it.each(['adam', 'adadelta', 'rmsprop', 'sgd'] as const)('gives back every bit: %s', (optimizer) => {
    const state = stateOf(optimizer);
    expect(decodeState(encodeState(state, run))).toEqual({ state, run, command: null });
    const without = { ...state, best: null };
    expect(decodeState(encodeState(without, run))).toEqual({ state: without, run, command: null });
  });

  it('holds how the command line read the data, unless that is too long', () => {
    const flags = { 'text-column': 'words', balance: true };
    const command = { folder: '/home/me', paths: ['my reviews.csv', '../more'], flags };
    expect(decodeState(encodeState(stateOf(), run, command)).command).toEqual(command);
    const long = { ...command, paths: Array.from({ length: 1_000 }, (_, i) => `${i}.csv`) };
    expect(decodeState(encodeState(stateOf(), run, long)).command).toBeNull();
  });

  it('says how often the loss diverged in the field that earlier versions read', () => {
    const header = new TextDecoder().decode(encodeState(stateOf(), run));
    expect(header).toContain(String.raw`\"setbacks\":1`);
  });

  it('has one cycle over the whole run where a file of before says nothing of cycles', () => {
    const bytes = encodeState(stateOf(), run);
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    const header = new TextDecoder().decode(bytes.subarray(8, 8 + length));
    const cycles = String.raw`\"cycles\":[{\"epochs\":1,\"peak\":1},{\"epochs\":9,\"peak\":0.25}],`;
    expect(header).toContain(cycles);
    // As many bytes as before.
    const without = new TextEncoder().encode(header.replace(cycles, '').trimEnd().padEnd(header.length));
    const old = bytes.slice();
    old.set(without, 8);
    expect(decodeState(old).state.cycles).toEqual([{ epochs: config.epochs, peak: 1 }]);
  });

  it('has the texts that a network had seen whose training it continues', () => {
    const base = { trained: Float64Array.of(3, 2 ** 40 + 1), validated: new Float64Array(0) };
    const state = { ...stateOf(), base };
    expect(decodeState(encodeState(state, run))).toEqual({ state, run, command: null });
  });

  it('has the vectors of the words that join the network when the run ends', () => {
    const { embeddingSize: size } = config;
    const values = Float32Array.from({ length: 2 * size }, (_, i) => i / 7);
    const state = { ...stateOf(), further: { words: ['mới', '<x>'], size, values } };
    expect(decodeState(encodeState(state, run))).toEqual({ state, run, command: null });
    const short = { ...state, further: { ...state.further, values: values.subarray(size) } };
    expect(() => decodeState(encodeState(short, run))).toThrow(RangeError);
    const broken = { ...state, further: { ...state.further, values: values.map(() => Number.NaN) } };
    expect(() => decodeState(encodeState(broken, run))).toThrow(InputError);
    const other = { ...state, further: { ...state.further, size: size / 2, words: ['a', 'b', 'c', 'd'] } };
    expect(() => decodeState(encodeState(other, run))).toThrow(InputError);
  });

  it.each([
    ['not ascending', [5, 4]],
    ['twice the same', [5, 5]],
    ['over 48 bits', [2 ** 48]],
    ['negative', [-1]],
  ])('is refused with keys of texts that are %s', (_, keys) => {
    const state = stateOf();
    const seen = { ...state.seen, trained: Float64Array.from(keys) };
    expect(() => decodeState(encodeState({ ...state, seen }, run))).toThrow(InputError);
  });

  it('of an earlier version, which did not note the texts, is told apart', () => {
    const bytes = encodeState(stateOf(), run);
    const text = new TextDecoder('latin1')
      .decode(bytes)
      .replace(String.raw`{\"version\":2`, String.raw`{\"version\":1`);
    const old = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    expect(old).not.toEqual(bytes);
    expect(() => decodeState(old)).toThrow(saying('was saved by an earlier version'));
  });

  it('is refused in a sentence however it is broken', () => {
    const bytes = encodeState(stateOf(), run);
    const header = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.nat(bytes.length - 1).map((length) => bytes.slice(0, length)),
          fc.uint8Array({ minLength: 1, maxLength: 9 }).map((more) => Uint8Array.of(...bytes, ...more)),
          // Braces, brackets and digits of the header, put out of order.
          fc
            .tuple(fc.nat(header - 1), fc.constantFrom('{', '}', '[', ']', '"', '\\', '9', '\0'))
            .map(([at, letter]) => {
              const broken = bytes.slice();
              broken[8 + at] = letter.charCodeAt(0);
              return broken;
            }),
          fc.nat((bytes.length - 8 - header) / 4 - 1).map((at) => {
            const broken = bytes.slice();
            new DataView(broken.buffer).setFloat32(8 + header + 4 * at, Number.NaN, true);
            return broken;
          }),
        ),
        (broken) => {
          try {
            // Within a name or a figure of the header another letter may be as good as the first.
            const { state } = decodeState(broken);
            expect(state.parameters.size).toBe(stateOf().parameters.size);
          } catch (error) {
            expect(error).toBeInstanceOf(InputError);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is not another file, and a network’s weights are not a state', () => {
    expect(() => decodeState(new TextEncoder().encode('review,label\ngood,1\n'))).toThrow(InputError);
  });
});
