import { describe, expect, it } from 'vitest';

import type { BackendReport, MarkEvent } from './protocol.ts';
import { RunWriter } from './run-writer.ts';
import { MemoryRunStore } from './run-store.ts';
import { SavedRuns } from './saved-runs.ts';
import { runRecord } from './run-testing.ts';

const resumed: MarkEvent = {
  type: 'mark',
  kind: 'resumed',
  step: 40,
  epoch: 2,
  message: { code: 'resumed', epoch: 3, step: 40, cycle: null },
};
const report = (chosen: BackendReport['chosen']): BackendReport => ({
  chosen,
  adapter: 'Some GPU',
  reason: { code: 'backend-asked-for', name: chosen, adapter: 'Some GPU' },
  candidates: [],
  secondsForRun: null,
});

describe('a saved run', () => {
  function resumedOn(before: string | null, after: BackendReport['chosen']) {
    const listener = { onProblem: () => undefined, onStateCopy: () => undefined };
    const record = { ...runRecord('a'), backend: before };
    const run = new RunWriter(record, new SavedRuns(new MemoryRunStore()), listener);
    run.hear({ type: 'backend', report: report(after) });
    return run.besides(resumed);
  }

  it('marks where another backend continues it', () => {
    expect(resumedOn('webgpu', 'webgl')).toEqual({
      ...resumed,
      kind: 'backend',
      message: { code: 'other-backend', before: 'webgpu', now: 'webgl' },
    });
  });

  it('marks nothing where the same one continues, or for a new run', () => {
    expect(resumedOn('webgl', 'webgl')).toBeNull();
    expect(resumedOn(null, 'webgl')).toBeNull();
  });
});
