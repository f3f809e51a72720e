/** The words of the curves and of the table of epochs, which come with their code, in English. */
import { ngramBaseline, plural, quoted } from './phrases.ts';

export const curveWords = {
  dataProblems: (value: number) =>
    `The check found ${plural(value, 'problem', 'problems')} in the data. Look there before training.`,
  ofOtherData: (name: string) => `These curves are of ${quoted(name)}, and not of the data that is loaded.`,
  ofChangedData: (name: string) => `These curves are of ${quoted(name)} as it was before it was changed.`,
  previousChanged: 'The faint line of the last run is of this data as it was before it was changed.',
  levels: { bagOfWords: ngramBaseline, majority: 'majority class' },
  series: {
    step: 'each step',
    training: 'training',
    validation: 'validation',
    previous: 'last run',
  },
  epochAxis: 'epoch',
  marks: 'Marks on the curves',
  markAt: (kind: string, epoch: number) => `${kind} at ${epoch.toFixed(1)}`,
  markKinds: { resumed: 'resumed', divergence: 'rolled back', backend: 'backend' },
  columns: {
    epoch: 'Epoch',
    loss: 'Loss',
    accuracy: 'Accuracy',
    validationLoss: 'Validation loss',
    validationAccuracy: 'Validation accuracy',
    learningRate: 'Learning rate',
    seconds: 'Seconds',
  },
  scroll: 'Scroll through the table',
  noEpochs: 'Each finished epoch gets a row here.',
  restored: 'saved',
  restoredTitle: 'The network has the weights of this epoch.',
};
