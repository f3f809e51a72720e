import { expect, it } from 'vitest';
import { exportParts } from '../../contract/export-parts.ts';
import { exportBundle, importModel } from './index.ts';
import type { SavedModel } from './saved-model.ts';
import { savedModel } from './testing/saved.ts';

/** The same model, as a run gives it that took so long. */
function afterSeconds(seconds: number): SavedModel {
  const saved = savedModel();
  const epochs = saved.metrics.epochs.map((epoch) => ({ ...epoch, seconds }));
  return { ...saved, metrics: { ...saved.metrics, epochs } };
}

it('equal runs give equal bytes, however long they took', () => {
  const parts = new Set(exportParts);
  const [quick, slow] = [afterSeconds(1.25), afterSeconds(99)].map((saved) => exportBundle(saved, parts));
  expect(Buffer.from(quick).equals(Buffer.from(slow))).toBe(true);
  expect(importModel(slow).metrics.epochs[0]).not.toHaveProperty('seconds');
});
