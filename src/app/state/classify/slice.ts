/** A file that the network classifies. */
import type { ClassifiedColumns, ClassifiedFile, ClassifyChoice } from '../../../contract/classification.ts';
import type { Encoding, InputFile } from '../../../contract/dataset.ts';
import type { LoadProgress } from '../data/slice.ts';
import type { HeldModel } from '../network/slice.ts';

/** What the user says of the files; null: it is found out. */
export interface FileChoice extends ClassifyChoice {
  encoding: Encoding | null;
}

export const nothingChosen: FileChoice = { text: null, label: null, encoding: null };

export interface ClassifyState {
  /** What was chosen last. */
  files: InputFile[];
  choice: FileChoice;
  /** The name of what is being classified; null: nothing is. */
  working: string | null;
  /** How far that is; null until it says so. */
  progress: LoadProgress | null;
  /** The user has cancelled it, and it has not ended yet. */
  cancelling: boolean;
  /** Of the files, once they are read. */
  columns: ClassifiedColumns | null;
  /** What came of it, and the network that answered. */
  answered: { file: ClassifiedFile; of: HeldModel } | null;
  note: string | null;
  problem: string | null;
}

export const idleClassify: ClassifyState = {
  files: [],
  choice: nothingChosen,
  working: null,
  progress: null,
  cancelling: false,
  columns: null,
  answered: null,
  note: null,
  problem: null,
};
