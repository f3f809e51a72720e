import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { LiveSamples } from './site/live-samples.mjs';

let cache = '';
beforeAll(() => {
  cache = mkdtempSync(join(tmpdir(), 'forget-gate-samples-'));
});
afterAll(() => rmSync(cache, { recursive: true, force: true }));

const states = (samples: LiveSamples) => samples.catalogue().map(({ id, state }) => [id, state]);

test('what a published site has is there at once; the rest is listed as being built, or as failed', async () => {
  const samples = await LiveSamples.open(cache);
  expect(states(samples)).toEqual([
    ['uci-sentences', undefined],
    ['imdb', 'being-built'],
  ]);
  expect(samples.catalogue()[0]).toMatchObject({ file: 'datasets/uci-sentences.reviews', rows: 2_982 });
  const stop = samples.buildRest();
  stop();
  await vi.waitFor(() => expect(states(samples)[1]).toEqual(['imdb', 'failed']), 10_000);
});
