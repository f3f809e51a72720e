/** Texts of the view Runs, in English. */
import { count, duration, list, percent, size } from './format.ts';
import { capitalized, ngramBaseline, plural, quoted } from './phrases.ts';

const named = (name: string) => quoted(name);

export const runWords = {
  title: 'Runs',
  lead: 'Every run is saved on this device: its settings, its curves and its network.',
  empty: 'No run is saved yet: each one that you train gets a row here.',
  notOfStudies: 'The runs of studies are not in this list: a study saves their figures and no network.',
  unreadable: (value: number) =>
    `${plural(value, 'saved record', 'saved records')} can’t be read by this version of the page: ` +
    `${value === 1 ? 'it is' : 'they are'} not shown, and not deleted.`,
  loading: 'Looking for runs …',
  used: (runCount: number, used: number | null, quota: number | null) =>
    plural(runCount, 'run', 'runs') +
    (used === null ? '' : `, ${size(used)}`) +
    (used === null || quota === null ? '' : ` of ${size(quota)}`) +
    '.',
  table: 'Saved runs',
  scroll: 'Scroll through the runs',
  columns: {
    pick: 'Compare',
    name: 'Name',
    data: 'Data',
    started: 'When',
    epochs: 'Epochs',
    validation: 'Validation accuracy',
    test: 'Test accuracy',
    seconds: 'Time',
    bytes: 'Size',
    actions: 'Actions',
  },
  without: (what: string) => `not ${what}`,
  find: 'Find runs',
  noneFound: 'No run matches.',
  found: (value: number, all: number) => `${count(value)} of ${plural(all, 'run', 'runs')}`,
  chooseColumns: 'Columns',
  notes: 'Notes',
  notesOf: (name: string) => `Notes of ${named(name)}`,
  exportList: (selected: number, all: number) =>
    selected > 0 ? `Export ${count(selected)} selected` : `Export all ${count(all)}`,
  exportKinds: {
    'runs-csv': 'Runs as CSV, a line each',
    'epochs-csv': 'Their epochs as CSV, a line each',
    json: 'Runs with their epochs as JSON',
  },
  sortBy: 'Sort by',
  directions: { ascending: 'From the lowest', descending: 'From the highest' },
  none: '–',
  epochsOf: (done: number, planned: number) =>
    done === planned ? count(done) : `${count(done)} of ${count(planned)}`,
  seconds: duration,
  size,
  percent,
  status: {
    training: 'training',
    paused: 'paused',
    elsewhere: 'training in another tab',
    unfinished: 'interrupted',
    finished: '',
    stopped: 'stopped',
    'early-stopping': 'stopped early',
    diverged: 'diverged',
  },
  elsewhere: 'Another tab is training it: stop it there to continue or delete it here.',
  pick: (name: string) => `Compare ${named(name)}`,
  pickLimit: (most: number) => `Up to ${count(most)} runs can be compared.`,
  actionsOf: (name: string) => `Actions for ${named(name)}`,
  more: 'More',
  load: 'Load',
  loadHint: 'Loads its network.',
  continue: 'Continue',
  resume: 'Resume',
  rename: 'Rename',
  save: 'Save',
  cancel: 'Cancel',
  newName: (name: string) => `New name of ${named(name)}`,
  export: 'Export',
  link: 'Copy link',
  copied: 'Copied',
  state: 'Download its state',
  delete: 'Delete',
  deleted: (name: string) => `${named(name)} is deleted.`,
  undo: 'Undo',
  moreEpochs: 'How many more epochs?',
  moreEpochsRange: (most: number) => `1 to ${count(most)}.`,
  go: 'Train these epochs',
  openState: 'Open a run file',
  openStateHint: 'A state that was downloaded here becomes an unfinished run again.',
  needsData: (name: string) =>
    `This run was trained on ${named(name)}. Load the same data, and it can be resumed.`,
  changedData: (name: string) =>
    `${named(name)} is not what this run was trained on: its rows, columns or corrections differ. Load the data that it began with to resume it.`,
  dataIsHere: (name: string) => `The data of ${named(name)} is loaded.`,
  interrupted: (name: string, epoch: number, epochs: number, ago: string) =>
    `${named(name)} was interrupted in epoch ${count(epoch)} of ${count(epochs)} (${ago}).`,
  interruptedLabel: 'Interrupted run',
  later: 'Save for later',
  compare: {
    title: 'Compared',
    measure: 'What to compare',
    loss: 'Loss',
    accuracy: 'Accuracy',
    lossHelp: 'Validation loss after each epoch; the faint lines are the training steps.',
    accuracyHelp: 'Validation accuracy after each epoch; the faint lines are the training steps.',
    axis: 'epoch',
    noEpochs: (names: string[]) =>
      `${list(names.map(named))} ${names.length === 1 ? 'has' : 'have'} no whole epoch yet.`,
    settings: 'Settings that differ',
    figures: 'Test figures',
    figure: 'Figure',
    figureNames: {
      validation: 'Validation accuracy',
      accuracy: 'Test accuracy',
      loss: 'Test loss',
      f1: 'F1',
      rows: 'Test reviews',
      bagOfWords: capitalized(ngramBaseline),
    },
    /** Against the first run, in points. */
    points: (share: number) => `${share < 0 ? '−' : '+'}${Math.abs(100 * share).toFixed(1)}`,
    otherRows: 'The runs were tested on different reviews: their figures are not of the same test.',
    setting: 'Setting',
    data: 'Data',
    same: 'All settings are the same.',
    hint: 'Tick two runs or more to lay their curves over one another.',
  },
};
