/** Texts of the export panel: downloading a network, loading one, continuing its training, in English. */
import { figure, size } from './format.ts';
import { plural, underWay, type BusyStatus } from './phrases.ts';

/** For the view Export. */
export const exportWords = {
  title: 'Export',
  lead: 'Export the network to whatever you work with.',
  download: 'Download',
  /** The button's name, which begins with the words on it. */
  downloadName: 'Download trained weights',
  parts: 'What the zip holds',
  part: {
    tfjs: { name: 'TensorFlow.js', use: 'For web pages: model.json and weights.bin.' },
    safetensors: { name: 'safetensors', use: 'The weights alone, for Python and everything else.' },
    onnx: { name: 'ONNX', use: 'For ONNX Runtime, in any language.' },
    keras: { name: 'Keras 3', use: 'A .keras file, for Python.' },
    code: {
      name: 'Programs that predict',
      use: 'A page that works offline, Node and Python, with a check that they all give the same answers.',
    },
    training: { name: 'train.py', use: 'Continues training with PyTorch, on one machine or many.' },
  },
  always: 'Vocabulary, settings, results and a README are always in it.',
  noParts: 'Choose at least one thing that the zip is to hold.',
  packing: 'Packing the zip',
  packingHint:
    'Packing … Answers to fifty texts are computed for the check; a large network takes some seconds.',
  made: (fileName: string, bytes: number) => `${fileName}: ${size(bytes)}.`,
  loading: 'Reading …',
  loadHint: 'Loads a zip from here, its unpacked files, or one .safetensors file. Dropping them works, too.',
  noModel: 'There are no weights yet: train a network first, or load one.',
  noneHeld: 'What your network is, and the way to continue training it, will stand here.',
  held: 'The network you have',
  facts: {
    origin: 'From',
    trained: 'trained here',
    trainedOn: 'Trained on',
    epochs: 'Epochs',
    parameters: 'Weights',
    vocabulary: 'Vocabulary',
    tokens: (value: number) => plural(value, 'token', 'tokens'),
    layers: 'Layers',
    classes: 'Answers',
    accuracy: 'Test accuracy',
  },
  about: (use: string, bytes: number) => `${use} About ${size(bytes)}.`,
  usage: 'Code to use it',
  copy: 'Copy',
  copyCode: (runtime: string) => `Copy the code for ${runtime}`,
  copied: 'Copied.',
  notCopied: 'The browser did not allow copying: mark the code and copy it.',
  takeSettings: 'Use its settings',
  continueTraining: {
    open: 'Continue training',
    title: 'Continue training',
    what: (data: string) =>
      `It continues to learn from ${data}, with the words it knows: new words are not added. Its settings take the place of those in the form.`,
    rate: (before: number) => `It learned with ${figure(before)}. A lower rate keeps more of what it knows.`,
    start: 'Continue now',
    cancel: 'Cancel',
    training: (status: BusyStatus) => `${underWay(status)}: its curves are in “Training”.`,
  },
};
