/** Data that is saved on this device. */
import type { SavedDataset } from './schema.ts';

/** Data that the user has saved on this device. */
export interface SavedDataState {
  /** Last used first. */
  entries: SavedDataset[];
  /** Records of saved data that this version of the page can't read; they stay as they are. */
  unreadable: number;
  /** The id of what a reload reads again; null: nothing that is saved. */
  inUse: string | null;
  /** Bytes of the loaded data, when the user is asked whether to save it. */
  offer: number | null;
  saving: boolean;
  problem: string | null;
}

export const idleSavedData: SavedDataState = {
  entries: [],
  unreadable: 0,
  inUse: null,
  offer: null,
  saving: false,
  problem: null,
};

/** The entry is there, and was used last. */
export function withEntry(state: SavedDataState, entry: SavedDataset): SavedDataState {
  return { ...state, entries: [entry, ...state.entries.filter(({ id }) => id !== entry.id)] };
}

export function withoutEntry(state: SavedDataState, id: string): SavedDataState {
  return { ...state, entries: state.entries.filter((entry) => entry.id !== id), problem: null };
}

/** Whether files that are loaded besides the data are saved on this device. */
export interface FileSavingState {
  /** `asks`: the user is asked; `too-large`: they can't be. */
  saving: 'no' | 'asks' | 'saving' | 'saved' | 'too-large';
  savingProblem: string | null;
}

export const notSaved: FileSavingState = { saving: 'no', savingProblem: null };
