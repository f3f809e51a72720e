/** What the page knows, in one value: a slice a subject. The actions beside the slices are all that changes it. */
import { createStore, type StoreApi } from 'zustand/vanilla';

import type { DatasetSummary } from '../../contract/dataset.ts';
import { noData, presetConfig, type DataSize } from '../../contract/settings.ts';
import { idleClassify, type ClassifyState } from './classify/slice.ts';
import { idleData, type DataState } from './data/slice.ts';
import { idleDoctor, type DoctorState } from './findings/slice.ts';
import { idleDecisions, type DecisionsState } from './decisions/slice.ts';
import { idleErrorGroups, type ErrorGroupsState } from './error-groups/slice.ts';
import { idleFlow, type FlowState } from './flow/slice.ts';
import { idleInsight, type InsightState } from './insight/slice.ts';
import { idleLabs, type LabsState } from './labs/slice.ts';
import { idleLabelErrors, type LabelErrorsState } from './label-errors/slice.ts';
import { idleLine, type LineState } from './line/slice.ts';
import {
  idleModel,
  idleTest,
  idleTry,
  type ModelState,
  type TestState,
  type TryState,
} from './network/slice.ts';
import { idleReviews, type ReviewsState } from './reviews/slice.ts';
import { idleRuns, type RunsState } from './runs/slice.ts';
import { idleSavedData, type SavedDataState } from './saved-data/slice.ts';
import { draftOf, type Draft } from './settings/draft.ts';
import { idleForm, type FormState } from './settings/slice.ts';
import { idleStudies, type StudiesState } from './studies/slice.ts';
import { idleTested, type TestedState } from './tested/slice.ts';
import {
  idleBackend,
  idleProfile,
  idleRun,
  type BackendState,
  type ProfileState,
  type RunState,
} from './training/slice.ts';
import { idleUnits, type UnitsState } from './units/slice.ts';
import { idleUnlabelled, type UnlabelledState } from './unlabelled/slice.ts';
import { idleVectors, type VectorsState } from './vectors/slice.ts';
import { idleWords, type WordsState } from './words/slice.ts';
import { firstView, type ViewId } from './view/slice.ts';

export * from './classify/slice.ts';
export * from './data/slice.ts';
export * from './decisions/slice.ts';
export * from './error-groups/slice.ts';
export * from './findings/slice.ts';
export * from './flow/slice.ts';
export * from './insight/slice.ts';
export * from './label-errors/slice.ts';
export * from './labs/slice.ts';
export * from './network/slice.ts';
export * from './reviews/slice.ts';
export * from './saved-data/slice.ts';
export * from './studies/slice.ts';
export * from './tested/slice.ts';
export * from './training/slice.ts';
export * from './units/slice.ts';

export interface AppState {
  data: DataState;
  savedData: SavedDataState;
  /** Which view is shown. */
  view: ViewId;
  doctor: DoctorState;
  reviews: ReviewsState;
  draft: Draft;
  form: FormState;
  vectors: VectorsState;
  unlabelled: UnlabelledState;
  run: RunState;
  runs: RunsState;
  studies: StudiesState;
  backend: BackendState;
  profile: ProfileState;
  model: ModelState;
  test: TestState;
  tested: TestedState;
  labelErrors: LabelErrorsState;
  errorGroups: ErrorGroupsState;
  decisions: DecisionsState;
  attempt: TryState;
  insight: InsightState;
  flow: FlowState;
  units: UnitsState;
  labs: LabsState;
  line: LineState;
  words: WordsState;
  classify: ClassifyState;
  /** What became of the link that the page was opened by. */
  link: string | null;
  /** A sentence about a worker that died while nothing waited for it. */
  notice: string | null;
}

export type AppStore = StoreApi<AppState>;

export function createAppStore(): AppStore {
  return createStore<AppState>(() => ({
    data: idleData,
    savedData: idleSavedData,
    view: firstView,
    doctor: idleDoctor,
    reviews: idleReviews,
    draft: draftOf(presetConfig()),
    form: idleForm,
    vectors: idleVectors,
    unlabelled: idleUnlabelled,
    run: idleRun,
    runs: idleRuns,
    studies: idleStudies,
    backend: idleBackend,
    profile: idleProfile,
    model: idleModel,
    test: idleTest,
    tested: idleTested,
    labelErrors: idleLabelErrors,
    errorGroups: idleErrorGroups,
    decisions: idleDecisions,
    attempt: idleTry,
    insight: idleInsight,
    flow: idleFlow,
    units: idleUnits,
    labs: idleLabs,
    line: idleLine,
    words: idleWords,
    classify: idleClassify,
    link: null,
    notice: null,
  }));
}

type Slice = { [K in keyof AppState]: AppState[K] extends object ? K : never }[keyof AppState];

/** Changes one part of the state by a transition. */
export function update<K extends Slice>(
  store: AppStore,
  key: K,
  transition: (slice: AppState[K]) => AppState[K],
): void {
  store.setState((state) => ({ [key]: transition(state[key]) }));
}

/** Changes some fields of one part of the state. */
export function patch<K extends Slice>(store: AppStore, key: K, change: Partial<AppState[K]>): void {
  update(store, key, (slice) => ({ ...slice, ...change }));
}

/** Size of the loaded data, for presets that depend on it. */
export function dataSizeOf({ data }: AppState): DataSize {
  return data.loaded ? sizeOf(data.loaded.summary, data.hasEnglishVectors) : noData;
}

/** The same object for the same summary: what it is drawn by need not be drawn again. */
const sizes = new WeakMap<DatasetSummary, DataSize>();

function sizeOf(summary: DatasetSummary, hasEnglishVectors: boolean): DataSize {
  const known = sizes.get(summary);
  if (known?.hasEnglishVectors === hasEnglishVectors) return known;
  const size = { ...summary, hasEnglishVectors };
  sizes.set(summary, size);
  return size;
}
