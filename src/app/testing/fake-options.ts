/** What the fake worker does otherwise than usual. Never shipped. */
import type { Message } from '../../contract/messages/message.ts';
import type { Command, FailureCode } from '../../workers/protocol.ts';
import type { FakeDoctorOptions } from './fake-doctor.ts';
import type { FakeRuns } from './fake-runs.ts';

export interface FakeOptions {
  /** Milliseconds between two groups of steps. */
  pace: number;
  stepsPerEpoch: number;
  /** Answers these commands with a failure. */
  fail?: Partial<
    Record<Command['name'], { code: 'bad-input' | 'no-backend' | 'out-of-memory'; told: Message }>
  >;
  /** Training waits after so many steps, until `release`. */
  holdAt?: number;
  /** What is saved on the device; workers that come after one another share it. */
  runs?: FakeRuns;
  /** Training fails at these steps, each once, whichever worker comes to it. */
  trouble?: { step: number; code: FailureCode }[];
  /** Files take twenty times this to read, in milliseconds, and say how far they are; absent: at once. */
  readingPace?: number;
  doctor?: FakeDoctorOptions;
  /** Milliseconds for each tenth of a check of the data; without it, that says nothing and ends at once. */
  checkPace?: number;
  /** Steps a second with so many threads; undefined: with all of them. */
  stepRate?: (threads: number | undefined) => number;
  /** Milliseconds for each tenth of what is measured of the network. */
  measurePace?: number;
  /** Milliseconds for each tenth of a file that is classified. */
  classifyPace?: number;
  /** The classes that the curves of decisions are about; two of them when absent. */
  classNames?: readonly string[];
  /** Milliseconds that packing a part of a network's zip takes, but for the smallest zip. */
  packPace?: number;
}
