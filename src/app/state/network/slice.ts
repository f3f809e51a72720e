/** The loaded network, its test and what it is asked. */
import { exportParts, type ExportPart } from '../../../contract/export-parts.ts';
import type { ModelSummary, Prediction, TestReport } from '../../../contract/results.ts';
import type { RunConfig } from '../../../contract/settings.ts';

export interface HeldModel {
  summary: ModelSummary;
  config: RunConfig;
  origin: 'trained' | 'loaded';
  /** The file that it came from. */
  fileName: string | null;
}

export interface ModelState {
  held: HeldModel | null;
  /** The smallest zip of it: with it a dead worker's successor gets the network back. */
  zip: Uint8Array<ArrayBuffer> | null;
  loading: boolean;
  exporting: boolean;
  /** What a download is to hold, as the user has chosen. */
  parts: readonly ExportPart[];
  /** The last download, and the network that it holds. */
  made: { of: HeldModel; fileName: string; bytes: number } | null;
  /** Somebody tried to load another one during the run that is under way. */
  isRefused: boolean;
  /** What became of a file that was no network. */
  note: string | null;
  problem: string | null;
}

export interface TestState {
  running: boolean;
  report: TestReport | null;
  /** The name of the data that the report is about. */
  on: string | null;
  problem: string | null;
}

export interface TryState {
  text: string;
  asking: boolean;
  /** The prediction, and the text that it is about. */
  answer: { text: string; prediction: Prediction } | null;
  problem: string | null;
}

export const idleModel: ModelState = {
  held: null,
  zip: null,
  loading: false,
  exporting: false,
  parts: exportParts,
  made: null,
  isRefused: false,
  note: null,
  problem: null,
};
export const idleTest: TestState = { running: false, report: null, on: null, problem: null };
export const idleTry: TryState = { text: '', asking: false, answer: null, problem: null };

/** Also one that decides otherwise is the same network: each that is loaded has settings of its own. */
export const isSameNetwork = (one: HeldModel | null, other: HeldModel | null): boolean =>
  one?.config === other?.config;

/** The same network, with the same probabilities and classes for each text. */
export function answersAlike(one: HeldModel | null, other: HeldModel | null): boolean {
  const decisionOf = (held: HeldModel | null) => JSON.stringify(held?.summary.decision);
  return isSameNetwork(one, other) && decisionOf(one) === decisionOf(other);
}

/** Another network is loaded; there is no copy of it yet. */
export function withHeld(model: ModelState, held: HeldModel): ModelState {
  return { ...model, held, zip: null, loading: false, problem: null };
}

/** Puts a part into the download, or excludes it. */
export function withPart(model: ModelState, part: ExportPart, isChosen: boolean): ModelState {
  const parts = exportParts.filter((each) => (each === part ? isChosen : model.parts.includes(each)));
  return { ...model, parts };
}
