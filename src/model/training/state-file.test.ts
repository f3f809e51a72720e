import { saying } from '../../contract/messages/testing/saying.ts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../errors.ts';
import { readSafetensors, writeSafetensors, type Tensor } from '../export/safetensors.ts';
import { decodeState, encodeState } from './state-file.ts';
import type { RunName } from './state-file.ts';
import { stateConfig as config, stateOf } from './testing/whole-state.ts';

const run: RunName = {
  id: 'a',
  name: 'Tốt <b>',
  started: 5,
  source: { kind: 'files', name: 'x.csv' },
  dataset: { name: 'x', fingerprint: '0123', rows: 100 },
};

/** Where the file has all that is no tensor. */
const key = 'forget_gate_state';

const coded = (code: string) => expect.objectContaining({ told: expect.objectContaining({ code }) }) as Error;

function reshape(tensors: Map<string, Tensor>, name: string, shape: number[]): void {
  tensors.set(name, { shape, values: tensors.get(name)?.values ?? new Float32Array(0) });
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

  it.each<[string, (tensors: Map<string, Tensor>, header: Record<string, unknown>) => void]>([
    ['lacks the texts that were seen', (tensors) => tensors.delete('seen/trained')],
    ['has keys of another shape', (tensors) => reshape(tensors, 'seen/trained', [9])],
    ['has keys of other parts', (tensors) => reshape(tensors, 'seen/trained', [9, 1])],
    ['lacks a parameter', (tensors) => tensors.delete('parameter/embedding')],
    ['has a parameter of another shape', (tensors) => reshape(tensors, 'parameter/embedding', [4, 9])],
    ['lacks what the optimizer keeps', (tensors) => tensors.delete('slot_1/embedding')],
    ['lacks the best weights', (tensors) => tensors.delete('best/embedding')],
    [
      'has more than belongs to it',
      (tensors) => tensors.set('more', { shape: [1], values: Float32Array.of(1) }),
    ],
    ['lacks the vectors of further words', (_, header) => (header['furtherWords'] = ['mới'])],
    ['lacks a figure', (_, header) => delete header['step']],
    ['has a setting that is none', (_, header) => (header['config'] = { ...config, epochs: -1 })],
  ])('is refused as damaged where it %s', (_, change) => {
    const { tensors, metadata } = readSafetensors(encodeState(stateOf(), run));
    const header = JSON.parse(metadata.get(key) ?? '') as Record<string, unknown>;
    change(tensors, header);
    const bytes = writeSafetensors(tensors, { [key]: JSON.stringify(header) });
    expect(() => decodeState(bytes)).toThrow(coded('run-file-damaged'));
  });

  it('is not another file, and a network’s weights are not a state', () => {
    expect(() => decodeState(new TextEncoder().encode('review,label\ngood,1\n'))).toThrow(InputError);
    const weights = writeSafetensors(new Map([['w', { shape: [1], values: Float32Array.of(1) }]]), {});
    expect(() => decodeState(weights)).toThrow(coded('not-a-run-file'));
  });
});
