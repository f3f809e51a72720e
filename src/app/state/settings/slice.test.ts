import { expect, test } from 'vitest';

import { presetConfig } from '../../../contract/settings.ts';
import { draftOf } from './draft.ts';
import { changed, idleForm, withSettings } from './slice.ts';

const first = draftOf(presetConfig());
const withEpochs = (epochs: string) => ({ ...first, epochs });

test('what is typed in one field is one change; another field or a choice is another', () => {
  let state = { draft: first, form: idleForm };
  for (const text of ['1', '12', '120']) state = changed(state, withEpochs(text), 'epochs');
  expect(state.form.past).toEqual([first]);
  state = changed(state, { ...state.draft, seed: '2' }, 'seed');
  state = changed(state, { ...state.draft, cell: 'gru' });
  state = changed(state, { ...state.draft, cell: 'lstm' });
  expect(state.form.past.map(({ epochs, seed, cell }) => [epochs, seed, cell])).toEqual([
    [first.epochs, '1', 'lstm'],
    ['120', '1', 'lstm'],
    ['120', '2', 'lstm'],
    ['120', '2', 'gru'],
  ]);
});

test('no more than a hundred changes are held', () => {
  let state = { draft: first, form: idleForm };
  for (let i = 0; i < 150; i++) state = changed(state, withEpochs(String(i)));
  expect(state.form.past).toHaveLength(100);
  expect(state.form.past.at(-1)?.epochs).toBe('148');
});

test('other settings can be taken back, and leave the backend as it is', () => {
  const before = { draft: { ...first, backend: 'wasm' }, form: idleForm };
  const { draft, form } = withSettings(before, { ...presetConfig(), epochs: 7, backend: 'webgpu' });
  expect([draft.epochs, draft.backend]).toEqual(['7', 'wasm']);
  expect(form.past).toEqual([before.draft]);
});
