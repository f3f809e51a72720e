/** Languages that write no spaces between words are learned with the settings that a user finds. */
import { afterEach, describe, expect, it } from 'vitest';
import { presetConfig, type RunConfig } from '../contract/settings.ts';
import { InputError } from './errors.ts';
import { writeSample } from './data/sample.ts';
import { spacelessDataset } from './testing/spaceless-data.ts';
import type { ResumeOptions } from './run.ts';
import { TrainingService } from './training-service.ts';
import type { TrainingState } from './training/state.ts';

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
  await train(config);
  const { accuracy } = await service.evaluation.test();
  return { accuracy, rule: ruleOfModel(), config, summary };
}

/** @returns the states on the way */
async function train(config: RunConfig, options: ResumeOptions = {}): Promise<TrainingState[]> {
  const states: TrainingState[] = [];
  const events = service.train(config, new AbortController().signal, options);
  for (let next = await events.next(); !next.done; next = await events.next())
    if (next.value.type === 'state') states.push(next.value.state);
  return states;
}

const ruleOfModel = () => service.models.current().saved.config.tokenization;

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

describe('automatic tokenization', () => {
  it('stays what it was decided to be when training is continued or resumed', async () => {
    const { config } = await trained('th', { tokenization: 'segmenter', epochs: 1 });
    expect(ruleOfModel()).toBe('segmenter-th');
    const automatic: RunConfig = { ...config, tokenization: 'automatic' };
    const states = await train(automatic, { fromModel: true, secondsPerState: 0 });
    expect(ruleOfModel()).toBe('segmenter-th');
    expect(states.length).toBeGreaterThan(0);
    await train(automatic, { from: states[0] });
    expect(ruleOfModel()).toBe('segmenter-th');
  });

  it('is refused where a network that is continued has another rule', async () => {
    const { config } = await trained('th', { epochs: 1 });
    await expect(train({ ...config, tokenization: 'words' }, { fromModel: true })).rejects.toThrow(
      InputError,
    );
  });
});
