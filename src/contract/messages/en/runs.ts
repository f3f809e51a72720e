/** Why saved runs and what is stored on the device cannot be used, in English. */
import type { SettingProblem } from '../../settings.ts';
import type { AnyMessage, Say } from '../say.ts';
import { settingProblem } from './settings.ts';

const whyNotSaved = {
  full: 'the device’s storage is full. Delete old runs or free some space.',
  newer: 'a newer version of this page made them. Reload the page.',
  blocked: 'another tab holds them. Close other tabs of this page.',
  refused: 'this browser window does not let the page store anything.',
};

export const runMessages = {
  'storage-slow':
    'The browser has not opened its storage yet: runs are saved on this device as soon as it answers.',
  'runs-not-saved': ({ why }: { why: keyof typeof whyNotSaved }) =>
    `Runs can’t be saved on this device: ${whyNotSaved[why]}`,
  'run-not-saved': ({ why }: { why: AnyMessage }, say: Say) =>
    `${say(why)} Training continues; download its checkpoint if you want to resume it later.`,
  'run-needs-a-name': 'Give the run a name.',
  'run-without-network': 'This run has no network yet: it was interrupted before its end.',
  'run-without-state': 'Nothing was saved of this run that training could resume from.',
  'run-gone': 'This run is no longer saved on this device.',
  'run-in-another-tab': 'This run is training in another tab of this browser. Stop it there first.',
  'stopped-before-first-step': 'Training was stopped before its first step.',
  'sample-not-fetched': 'The sample could not be fetched. Are you online? Try again, or upload a file.',
  'file-gone': 'The file could not be read. Was it moved or deleted? Choose it again.',
  'setting-wrong': ({ problem }: { problem: SettingProblem }) => settingProblem(problem),
};
