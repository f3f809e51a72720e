/** What the page says when a worker or a device fails under a run, in English. */
import { count } from './format.ts';
import { plural } from './phrases.ts';

const inEpoch = (epoch: number | null) => (epoch === null ? '' : ` in epoch ${count(epoch)}`);

export const comeback = {
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
};
