import { describe, expect, it } from 'vitest';

import { doctorWords, reviewWords } from './page-doctor.ts';
import { dataWords } from './page-data.ts';
import { exportWords } from './page-export.ts';
import { profile } from './page-profile.ts';
import { page } from './page.ts';
import type { BusyStatus } from './phrases.ts';

const statuses: readonly BusyStatus[] = [
  'starting',
  'running',
  'pausing',
  'paused',
  'stopping',
  'recovering',
];

/** Every sentence that says why something waits for a run. */
const sentences: Record<string, (status: BusyStatus) => string> = {
  data: dataWords.busy,
  fixes: doctorWords.fixBusy,
  labels: reviewWords.busy,
  profile: profile.busy,
  export: page.loadModel.busy,
  'continuing training': exportWords.continueTraining.training,
};

describe.each(statuses)('while a run is %s', (status) => {
  it.each(Object.entries(sentences))('%s says so', (_, sentence) => {
    const isTraining = status === 'running' || status === 'starting';
    expect(sentence(status).startsWith('The network is training')).toBe(isTraining);
    if (!isTraining) expect(sentence(status)).not.toMatch(/is training/);
    if (status === 'stopping') expect(sentence(status)).not.toMatch(/[Ss]top it/);
    expect(sentence(status)).toMatch(/[.]$/);
  });
});
