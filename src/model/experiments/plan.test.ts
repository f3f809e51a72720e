import { describe, expect, it } from 'vitest';
import { singleConfig } from './plan.ts';
import { planOf } from './testing/studies.ts';

describe('one run of a study’s settings', () => {
  const cells = [{ epochs: 2 }, { epochs: 7 }];

  it('has the first seed, which the study has run', () => {
    const repeats = { kind: 'seeds', seeds: [4, 5], varySplit: true } as const;
    expect(singleConfig(planOf({ cells, repeats }), 1)).toMatchObject({ epochs: 7, seed: 4, splitSeed: 4 });
  });

  it('is of no fold: its shares are those that the study began with', () => {
    const plan = planOf({ cells, repeats: { kind: 'folds', folds: 3 } });
    const { trainShare, validationShare, fold } = plan.base;
    expect(singleConfig(plan, 0)).toMatchObject({ epochs: 2, trainShare, validationShare, fold });
  });
});
