/**
 * What the page can ask of the training worker. Each command's request, response, lane and transfers are stated here and
 * nowhere else: the client, the host's map of handlers and the tests' fake worker take their types from this table.
 */
import type { ClassifiedFile, ClassifyChoice } from './classification.ts';
import type { BackendReport, ComputeBackend, StepProfile } from './backends.ts';
import type { ExportedFile } from './bundle.ts';
import type { ExportPart } from './export-parts.ts';
import type {
  ClassId,
  InputFile,
  ColumnChoice,
  Correction,
  DatasetSummary,
  Encoding,
  SampleDataset,
  TablePreview,
} from './dataset.ts';
import type { ErrorGroups, Grouping } from './error-groups.ts';
import type { Decision } from './decision.ts';
import type { EpochAsked } from './epoch-inside.ts';
import type { Shuffling } from './labs.ts';
import type { DecisionReport, Weighed, WeightsAsked } from './decision-report.ts';
import {
  gradientBuffers,
  insideBuffers,
  type Attributed,
  type AttributionMethod,
  type Change,
  type ChangeMeasured,
  type Explanation,
  type Faithfulness,
  type Gradients,
  type Inside,
  type Phrases,
} from './insight.ts';
import type { Line } from './insight-line.ts';
import type { SameUnits, SameUnitsQuery, UnitPlaces, UnitQuery } from './insight-units.ts';
import type { NearWords, WordReport } from './insight-words.ts';
import type { Message } from './messages/message.ts';
import type { DoctorReport } from './findings.ts';
import type { ModelSummary, Prediction, TestReport } from './results.ts';
import type {
  LabelErrorPage,
  LabelErrorsFound,
  RowPage,
  RowQuery,
  TestedPage,
  TestQuery,
} from './reviews.ts';
import type { RunList, RunRecord, RunSource } from './runs.ts';
import type { RunConfig } from './settings.ts';
import type { MeasuredRun } from './studies.ts';
import type { UnlabelledSummary, VectorCoverage, VectorsSummary } from './vectors.ts';

/** What may overlap with what; `workers/lanes.ts` sees to it. */
export type Lane =
  /** Changes the data: after all such commands that came before. */
  | 'data'
  /** Computes on a backend or changes the model: after all of `data` and `model` that came before. */
  | 'model'
  /** Steers what is under way, or needs neither: at once, beside everything. */
  | 'control';

export interface CommandSpec<In, Out> {
  lane: Lane;
  /** From when it is asked until it has ended, other commands of `data` and `model` are refused. */
  isExclusive?: boolean;
  /** While an exclusive command is under way, it is answered beside that instead of being refused. */
  isBesideExclusive?: boolean;
  /** It works on the data or the network that is loaded: an empty worker cannot answer it. */
  needsLoaded?: boolean;
  /** The page asks it by itself: if it revived an empty worker, one that dies of its data would die for ever. */
  isUnprompted?: boolean;
  /** What the request hands over to the worker instead of copying it. */
  requestTransfers?: (request: In) => Transferable[];
  /** The same of the response. */
  responseTransfers?: (response: Out) => Transferable[];
}

/** Only for the types: no value has it. */
declare const types: unique symbol;
type Declared<In, Out> = CommandSpec<In, Out> & {
  readonly [types]?: { request: In; response: Out };
};

const command = <In, Out>(lane: Lane, more: Omit<CommandSpec<In, Out>, 'lane'> = {}): Declared<In, Out> => ({
  lane,
  ...more,
});

/** A command that makes a file, whose bytes are handed over. */
const fileCommand = <In>(
  lane: Lane,
  more: Omit<CommandSpec<In, ExportedFile>, 'lane'> = {},
): Declared<In, ExportedFile> => command(lane, { responseTransfers: ({ bytes }) => [bytes.buffer], ...more });

const needsLoaded = true;

export const commands = {
  'load-sample': command<{ sample: SampleDataset; url: string }, DatasetSummary>('data'),
  /** Reads all of them as one table. What was loaded before stays until columns are chosen. Sends `progress`. */
  'open-files': command<{ files: InputFile[]; encoding: Encoding | null }, TablePreview>('data'),
  /** Sends `progress`. */
  'choose-columns': command<{ choice: ColumnChoice }, DatasetSummary>('data', { needsLoaded }),
  /** Word vectors that an embedding can start from: the English ones at their address, or a user's file. Sends `progress`. */
  'load-vectors': command<{ english: string } | { file: InputFile }, VectorsSummary>('data'),
  /** More texts, without labels, to learn word vectors from; no files: none. Sends `progress`. */
  'load-unlabelled': command<{ files: InputFile[] }, UnlabelledSummary | null>('data'),
  /** How many words of the loaded texts they have; null where the embedding starts at random. Sends `progress`. */
  'vector-coverage': command<{ config: RunConfig }, VectorCoverage | null>('model', {
    needsLoaded,
    isUnprompted: true,
  }),
  /** What is wrong with the loaded dataset, for a run with these settings. Sends `progress`. */
  examine: command<{ config: RunConfig }, DoctorReport>('control', { needsLoaded, isUnprompted: true }),
  /** Some rows of the loaded data; the settings say how it is split. */
  rows: command<{ query: RowQuery; start: number; count: number; config: RunConfig }, RowPage>('control', {
    needsLoaded,
  }),
  /** The rows of a query as a CSV file that is safe to open in a spreadsheet. */
  'export-rows': fileCommand<{ query: RowQuery; config: RunConfig }>('control', { needsLoaded }),
  /** Corrects rows of the loaded data, or with null takes their corrections back. */
  correct: command<{ rows: number[]; correction: Correction | null }, DatasetSummary>('data', {
    needsLoaded,
  }),
  'export-corrections': fileCommand<object>('control', { needsLoaded }),
  /** Adds a file's corrections to the loaded data: how many found their text, and how many did not. */
  'import-corrections': command<
    { file: Blob },
    { summary: DatasetSummary; applied: number; unknown: number }
  >('data', { needsLoaded }),
  /** Ends another command early; that one then fails with the code `cancelled`. */
  cancel: command<{ id: number }, null>('control'),
  /** Automatic excludes these from now on, each with the reason. */
  'exclude-backends': command<{ backends: { name: ComputeBackend; why: Message }[] }, null>('control'),
  /** Measured at the run's own shape once a dataset is loaded. */
  'probe-backends': command<{ config: RunConfig }, BackendReport>('model', {
    needsLoaded,
    isUnprompted: true,
  }),
  /** Where a training step's time goes; needs a dataset. */
  profile: command<{ config: RunConfig }, StepProfile>('model', { needsLoaded }),
  /**
   * Trains a new run, or resumes a saved one: `config` may then only ask for more epochs, another
   * backend or another early stopping. Sends `run`, then `train-event`s.
   */
  train: command<
    {
      config: RunConfig;
      source: RunSource;
      resume?: string | null;
      /** Begins with the weights and the words of the loaded network. */
      fromModel?: boolean;
    },
    ModelSummary
  >('model', { needsLoaded, isExclusive: true }),
  /**
   * Trains and tests a run of a study, which is saved nowhere; the loaded network stays as it is. Sends `train-event`s.
   * Stopped before its end, it fails. With `threads` it takes no more than so many, so that others have the rest.
   */
  measure: command<{ config: RunConfig; threads?: number }, MeasuredRun>('model', {
    needsLoaded,
    isExclusive: true,
  }),
  /** Trains for about so many seconds, with so many threads at most, to see how fast that is now. */
  'step-rate': command<{ config: RunConfig; threads?: number; seconds: number }, { stepsPerSecond: number }>(
    'model',
    { needsLoaded },
  ),
  /**
   * Trains a run of a lab, on shuffled reviews if asked: it is saved nowhere, and the loaded network stays as it is. Sends
   * `train-event`s.
   */
  'lab-run': command<{ config: RunConfig; shuffling: Shuffling | null }, null>('model', {
    needsLoaded,
    isExclusive: true,
  }),
  /** What is looked at after each epoch of all runs from now on; they tell of it as `inside`. */
  'watch-epochs': command<EpochAsked, null>('control'),
  pause: command<object, null>('control'),
  resume: command<object, null>('control'),
  /** `train` then answers with what was learned so far. */
  stop: command<object, null>('control'),
  test: command<object, TestReport>('model', { needsLoaded }),
  /** Some of the reviews that the loaded network was tested on last, with the probabilities of that test. */
  'tested-reviews': command<{ query: TestQuery; start: number; count: number }, TestedPage>('control', {
    needsLoaded,
  }),
  /** How accurate the last test is in each of some groups of its reviews. */
  'group-errors': command<{ by: Grouping }, ErrorGroups>('control', { needsLoaded }),
  /**
   * Looks for labels that probably are wrong: by the n-gram baseline, and by the loaded network for rows that it has
   * not learned from. Sends `progress`.
   */
  'find-label-errors': command<{ config: RunConfig }, LabelErrorsFound>('model', { needsLoaded }),
  /** Some of those that were found last. */
  'label-errors': command<{ start: number; count: number; config: RunConfig }, LabelErrorPage>('control', {
    needsLoaded,
  }),
  /** Curves of one class, and calibration, of the loaded network on the loaded data; computed once for both. */
  decisions: command<{ shown: ClassId }, DecisionReport>('model', { needsLoaded }),
  /** What weights do on the validation rows of the last `decisions`. */
  weigh: command<{ asked: WeightsAsked }, Weighed>('control', { needsLoaded }),
  /** The loaded network answers so from now on, also in its saved run. It is tested again where the data allows it. */
  decide: command<{ decision: Decision }, { summary: ModelSummary; report: TestReport | null }>('model', {
    needsLoaded,
  }),
  /** During a run its network answers, with the weights of that moment; else the loaded one. */
  predict: command<{ text: string }, Prediction>('model', { needsLoaded, isBesideExclusive: true }),
  /** What each word of a text adds to the loaded network's answer. */
  explain: command<{ text: string }, Explanation>('model', { needsLoaded }),
  /** Every gate and state of the loaded network for the words of a text, as it is or changed. */
  trace: command<{ text: string; change: Change | null }, Inside>('model', {
    needsLoaded,
    responseTransfers: insideBuffers,
  }),
  /** What each word of a text adds to the explained logit, by a method, of the loaded network as it is or changed. */
  attribute: command<{ text: string; method: AttributionMethod; change: Change | null }, Attributed>(
    'model',
    { needsLoaded },
  ),
  /** What neighbouring words add beyond each alone, of the loaded network as it is or changed. */
  phrases: command<{ text: string; change: Change | null }, Phrases>('model', { needsLoaded }),
  /** How the explained logit changes with all that a direction of a layer computes, as the network is or changed. */
  gradients: command<
    { text: string; change: Change | null; layer: string; direction: Gradients['direction'] },
    Gradients
  >('model', { needsLoaded, responseTransfers: gradientBuffers }),
  /**
   * How accurate the loaded network is with each of some changes, on the rows of the loaded data that it was validated on.
   * Between two changes other commands of `model` have their turn. Sends `progress`.
   */
  'measure-changes': command<{ changes: Change[] }, ChangeMeasured[]>('control', { needsLoaded }),
  /**
   * Whether attributions say what the loaded network does, on so many texts of the loaded data that it has not seen.
   * Between two of them other commands of `model` have their turn. Sends `progress`.
   */
  'measure-faithfulness': command<{ reviews: number }, Faithfulness>('control', { needsLoaded }),
  /** Where in the loaded data a unit's gate or state is strongest. Sends `progress`. */
  'unit-places': command<{ query: UnitQuery }, UnitPlaces>('model', { needsLoaded }),
  /** Where in the loaded data the units are on that are on at some words of a text. Sends `progress`. */
  'same-units': command<{ query: SameUnitsQuery }, SameUnits>('model', { needsLoaded }),
  /** The states of some reviews along the line of the readout, and the walk of a text along it. Sends `progress`. */
  line: command<{ text: string }, Line>('model', { needsLoaded }),
  /** The words nearest to one in the embedding. */
  'near-words': command<{ word: string }, NearWords>('model', { needsLoaded }),
  /** The most predictive words, and where the network disagrees with counting. Sends `progress`. */
  'word-report': command<object, WordReport>('model', { needsLoaded }),
  /**
   * Answers every row of some files by the loaded network. Between two forward passes other commands of `model` have their
   * turn; one that trains ends it with a failure. Sends `progress`, and `columns` once the files are read.
   */
  'classify-files': command<
    { files: InputFile[]; choice: ClassifyChoice; encoding?: Encoding | null },
    ClassifiedFile
  >('control', {
    needsLoaded,
  }),
  'export-model': fileCommand<{ parts?: ExportPart[] }>('model', { needsLoaded }),
  /** A bundle, its files one by one, or safetensors. */
  'import-model': command<
    { files: { name: string; bytes: Uint8Array<ArrayBuffer> }[] },
    { summary: ModelSummary; config: RunConfig }
  >('model', { requestTransfers: ({ files }) => files.map(({ bytes }) => bytes.buffer) }),
  'list-runs': command<object, RunList>('control'),
  /** All that is saved of a run but for its weights and its checkpoint. */
  'get-run': command<{ id: string }, RunRecord>('control'),
  'rename-run': command<{ id: string; name: string }, RunRecord>('control'),
  /** Saves what the user has written about a run, in the place of what was there. */
  'note-run': command<{ id: string; notes: string }, RunRecord>('control'),
  /** It can be restored by `undelete-run` until the page is left. */
  'delete-run': command<{ id: string }, null>('control'),
  'undelete-run': command<{ id: string }, null>('control'),
  /** Makes the run's network the loaded one. */
  'load-run': command<{ id: string }, { summary: ModelSummary; config: RunConfig }>('model'),
  /** The run's network as the file that `export-model` makes. */
  'export-run': fileCommand<{ id: string }>('control'),
  /** The run's whole checkpoint as a file, for when nothing can be saved on this device. */
  'export-state': fileCommand<{ id: string }>('control'),
  /** Saves a checkpoint's file as an unfinished run. */
  'import-state': command<{ file: Blob }, RunRecord>('control'),
};

type Commands = typeof commands;

export type CommandName = keyof Commands;
type Types<N extends CommandName> = NonNullable<Commands[N][typeof types]>;
export type Request<N extends CommandName> = Types<N>['request'];
export type Response<N extends CommandName> = Types<N>['response'];

/** Page to worker. */
export type Command = { [N in CommandName]: { id: number; name: N; request: Request<N> } }[CommandName];

const specs: { [N in CommandName]: CommandSpec<Request<N>, Response<N>> } = commands;

/** What the table says of a command. */
export function commandSpec<N extends CommandName>(name: N): CommandSpec<Request<N>, Response<N>> {
  return specs[name];
}
