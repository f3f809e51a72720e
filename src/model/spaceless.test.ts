/** Languages that write no spaces between words are learned with the settings that a user finds. */
import { afterEach, describe, expect, it } from 'vitest';
import { presetConfig, type RunConfig } from '../contract/settings.ts';
import { writeSample } from './data/sample.ts';
import { spacelessDataset } from './testing/spaceless-data.ts';
import { TrainingService } from './training-service.ts';

let service: TrainingService;
afterEach(() => service.backend.close());

const sample = {
  ...{ id: 'made-up', name: 'made up', description: '', file: '', bytes: 0, rows: 0 },
  ...{ source: '', citation: '', licence: '' },
};

/** Accuracy on the test part, and the rule that the model has. */
async function trained(language: 'zh' | 'th', values: Partial<RunConfig>) {
  service = new TrainingService();
  const summary = service.data.loadSample(sample, writeSample(spacelessDataset(language, 1_200, 3)));
  const small: Partial<RunConfig> = { layerSizes: [16], embeddingSize: 16, epochs: 4, backend: 'wasm' };
  const config: RunConfig = { ...presetConfig('recommended', summary, values), ...small, ...values };
  const events = service.train(config, new AbortController().signal);
  for (let next = await events.next(); !next.done;) next = await events.next();
  const { accuracy } = await service.test();
  return { accuracy, rule: service.models.current().saved.config.tokenization, config, summary };
}

describe.each(['zh', 'th'] as const)('1,200 short texts without spaces: %s', (language) => {
  it('reach 90% with the default settings', async () => {
    const { accuracy, rule, config, summary } = await trained(language, {});
    expect(config.tokenization).toBe('automatic');
    expect([summary.tokenization.rule, rule]).toEqual(['characters', 'characters']);
    expect(accuracy).toBeGreaterThan(0.9);
  });

  it('are near chance with words', async () => {
    const { accuracy, rule } = await trained(language, { tokenization: 'words' });
    expect(rule).toBe('words');
    // Some 110 texts: two standard errors of a half are 0.1, and a clause may come again.
    expect(accuracy).toBeLessThan(0.65);
  });
});
