import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';

import type { InputFile } from '../../../workers/protocol.ts';
import { sortFiles } from './sorting.ts';

const file = (path: string, ...parts: BlobPart[]): InputFile => ({ path, file: new Blob(parts) });
const settings = '{\n  "format": "forget-gate-model",\n  "version": 2';
const topology = '{\n "format": "layers-model",\n "modelTopology": {';
const csv = file('reviews.csv', 'text,label\n');

function safetensors(path: string, key: string): InputFile {
  const header = JSON.stringify({ __metadata__: { [key]: '{}' } });
  return file(path, new BigUint64Array([BigInt(header.length)]), header);
}

const zip = file(
  'mine.zip',
  zipSync({
    'settings.json': new Uint8Array(2),
    'weights.bin': new Uint8Array(2),
  }) as Uint8Array<ArrayBuffer>,
);

/** The paths of each kind that there is. */
async function sorted(...files: InputFile[]): Promise<Record<string, string[]>> {
  const kinds = Object.entries(await sortFiles(files)) as [string, InputFile[]][];
  return Object.fromEntries(
    kinds
      .filter(([, found]) => found.length > 0)
      .map(([kind, found]) => [kind, found.map(({ path }) => path)]),
  );
}

const unpacked = (folder: string) => [
  file(`${folder}README.md`, '# A model'),
  file(`${folder}model.json`, topology),
  file(`${folder}settings.json`, settings),
  file(`${folder}vocabulary.json`, '["<pad>"]'),
  file(`${folder}weights.bin`, new Uint8Array(8)),
  safetensors(`${folder}model.safetensors`, 'format'),
  safetensors(`${folder}optimizer.safetensors`, 'format'),
  file(`${folder}seen-texts.bin`, 'FGSEEN'),
  file(`${folder}predict.html`, '<!doctype html>'),
  file(`${folder}optimizer.py`, 'import torch'),
  file(`${folder}train.py`, 'import torch'),
];
const read = [
  'model.json',
  'settings.json',
  'model.safetensors',
  'vocabulary.json',
  'weights.bin',
  'seen-texts.bin',
];

describe('files that are uploaded together', () => {
  it('are a network’s zip, a state, corrections and reviews', async () => {
    const corrections = file('fixes.json', '{"format":"forget-gate-corrections"');
    const state = safetensors('run.safetensors', 'forget_gate_state');
    expect(await sorted(csv, zip, state, corrections)).toEqual({
      models: ['mine.zip'],
      states: ['run.safetensors'],
      corrections: ['fixes.json'],
      reviews: ['reviews.csv'],
    });
  });

  it.each(['', 'mine/'])('are an unpacked network in “%s”, whose programs are no reviews', async (folder) => {
    expect(await sorted(csv, ...unpacked(folder))).toEqual({
      models: read.map((name) => folder + name),
      reviews: ['reviews.csv'],
    });
  });

  it('are the tfjs files alone', async () => {
    const { models } = await sorted(
      file('weights.bin', 'x'),
      file('model.json', topology),
      file('vocabulary.json', '[]'),
    );
    expect(models).toEqual(['model.json', 'weights.bin', 'vocabulary.json']);
  });

  it('are reviews where nothing describes a network', async () => {
    expect(
      await sorted(file('vocabulary.json', '[]'), file('train.py', 'x'), file('README.md', '#')),
    ).toEqual({
      reviews: ['vocabulary.json', 'train.py', 'README.md'],
    });
  });

  it('are reviews in the folder beside a network’s', async () => {
    const { reviews } = await sorted(...unpacked('mine/'), file('reviews/metrics.json', '[]'));
    expect(reviews).toEqual(['reviews/metrics.json']);
  });

  it('may be two networks: whoever reads them says that this is one too many', async () => {
    const two = await sorted(zip, { ...zip, path: 'other.zip' });
    expect(two).toEqual({ models: ['mine.zip', 'other.zip'] });
  });

  it('are reviews, unseen, when they are many', async () => {
    const many = Array.from({ length: 50 }, (_, i) => file(`pos/${i}.txt`, topology));
    expect((await sortFiles(many)).reviews).toHaveLength(50);
  });
});
