/** A user's settings while a lab has its own in the form: they outlive a reload. */
import type { AppStore } from '../store.ts';
import { formIn, settingsAt } from '../settings/saved-settings.ts';
import type { OwnSettings } from './slice.ts';

const saved = settingsAt('forget-gate-before-lab');

export function readOwn(store: AppStore): OwnSettings | null {
  const found = saved.read();
  return found && { ...formIn(store.getState(), found), study: null };
}

/** @param own null: they are back in the form */
export function writeOwn(own: OwnSettings | null): void {
  saved.write(own && { preset: own.preset, isWhole: false, draft: own.draft });
}
