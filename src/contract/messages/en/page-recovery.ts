/** Texts about recovery, interrupted runs and links to settings, in English. */
import { count } from './format.ts';
import { plural } from './phrases.ts';

const inEpoch = (epoch: number | null) => (epoch === null ? '' : ` in epoch ${count(epoch)}`);

export const recovery = {
  /** What happened, by the failure's code. */
  what: {
    'device-lost': (epoch: number | null) => `The GPU went away${inEpoch(epoch)}.`,
    'worker-died': (epoch: number | null) => `The training worker stopped${inEpoch(epoch)}.`,
    'device-out-of-memory': (epoch: number | null) => `The GPU’s memory was too small${inEpoch(epoch)}.`,
    'kernel-invalid': (epoch: number | null) => `The GPU refused a part of the computation${inEpoch(epoch)}.`,
    'out-of-memory': (epoch: number | null) => `Memory ran out${inEpoch(epoch)}.`,
    'no-backend': (epoch: number | null) => `The backend could not be opened again${inEpoch(epoch)}.`,
    internal: (epoch: number | null) => `Something broke${inEpoch(epoch)}.`,
  },
  resumes: (backend: string | null) =>
    `Training resumes from the last saved step${backend === null ? '' : ` on ${backend}`}.`,
  startsAgain: (backend: string | null) =>
    `Nothing had been saved yet, so training starts again${backend === null ? '' : ` on ${backend}`}.`,
  smallerBatch: 'A smaller batch size needs less memory.',
  gaveUp: (times: number) =>
    (times === 0 ? '' : `Training was resumed ${plural(times, 'time', 'times')} in vain. `) +
    'What was saved is not lost: choose another backend, then press Resume.',
  gaveUpEmpty: 'Nothing had been saved yet: choose another backend or a smaller batch size, and start again.',
  gaveUpDeviceMemory:
    'What was saved is not lost: choose WebAssembly, which uses the main memory, then press Resume; or start a new run with a smaller batch size or length limit.',
  gaveUpMemory:
    'What was saved is not lost and can be resumed; for a new run choose a smaller batch size or length limit.',
  stopped: 'You stopped the training. What was saved until then can be resumed.',
  download: 'Download the run file',
  stateFile: 'forget-gate-run.safetensors',
  marks: 'Marks on the curves',
  markAt: (kind: string, epoch: number) => `${kind} at ${epoch.toFixed(1)}`,
  kinds: { resumed: 'resumed', divergence: 'rolled back', backend: 'backend' },
};

/** What is said of saved runs wherever the user is. */
export const runs = {
  replaces: 'A new run takes the place of the network that you have; that one stays in the list of runs.',
  resumeInterrupted: 'Resume the interrupted run',
};

export const link = {
  copy: 'Copy link to these settings',
  copied: 'The link is on the clipboard. It holds the settings and no data.',
  byHand: 'The browser did not allow copying. Here is the link:',
  label: 'Link to these settings',
  taken: 'These settings came with the link that you opened.',
  takenWithoutSample: 'These settings came with the link that you opened; its sample data is not here.',
  damaged: 'The link’s settings can’t be read. Copy it again as a whole; your settings stay as they are.',
  wrong: (problem: string) => `The link’s settings can’t be used: ${problem} Your settings stay as they are.`,
};
