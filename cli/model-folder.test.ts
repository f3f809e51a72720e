import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { replaceModel } from './model-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forget-gate-model-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('leaves no file of the model before beside the new one, and all that is not of a model', async () => {
  for (const name of [
    'weights.bin',
    'model.safetensors',
    'optimizer.safetensors',
    'state.safetensors',
    'notes.txt',
  ])
    await writeFile(join(folder, name), 'old');
  await replaceModel(folder, { 'weights.bin': new TextEncoder().encode('new') });
  expect(await readdir(folder)).toEqual(['notes.txt', 'state.safetensors', 'weights.bin']);
  expect(await readFile(join(folder, 'weights.bin'), 'utf8')).toBe('new');
});
