import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';

import { LiveSamples } from './site/live-samples.mjs';

let cache = '';
beforeAll(() => {
  cache = mkdtempSync(join(tmpdir(), 'forget-gate-samples-'));
});
afterAll(() => rmSync(cache, { recursive: true, force: true }));

const states = (samples: LiveSamples) => samples.catalogue().samples.map(({ id, state }) => [id, state]);

test('English vectors are listed and sent once they are there', async () => {
  const file = join(cache, 'built.vectors');
  const samples = await LiveSamples.open(cache, file);
  const server = createServer((request, response) =>
    samples.answerVectors(request, response, () => response.writeHead(404).end()),
  ).listen(0);
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const ask = () => fetch(`http://127.0.0.1:${port}/english-100d.vectors`);
  expect(samples.catalogue().hasEnglishVectors).toBe(false);
  expect((await ask()).status).toBe(404);
  writeFileSync(file, 'FGV1');
  expect(samples.catalogue().hasEnglishVectors).toBe(true);
  expect(await (await ask()).text()).toBe('FGV1');
});

test('what a published site has is there at once; the rest is listed as being built, or as failed', async () => {
  const samples = await LiveSamples.open(cache);
  expect(states(samples)).toEqual([
    ['uci-sentences', undefined],
    ['imdb', 'being-built'],
  ]);
  expect(samples.catalogue().samples[0]).toMatchObject({
    file: 'datasets/uci-sentences.reviews',
    rows: 2_982,
  });
  const stop = samples.buildRest();
  stop();
  await vi.waitFor(() => expect(states(samples)[1]).toEqual(['imdb', 'failed']), 10_000);
});
