/** Every word on screen, in English. Labels and help of settings are in `settings.ts`. */
import type { WeightsPosition } from '../../results.ts';
import type { Cell, ComputeBackend, RunConfig, TokenKind } from '../../settings.ts';
import { choiceLabel } from './settings.ts';
import { inputWords } from './page-input.ts';
import { loadWords } from './page-load.ts';
import { bar, hints, keys, views } from './page-shell.ts';
import { link, recovery, runs } from './page-recovery.ts';
import { count, duration, percent } from './format.ts';
import { backendNames, plural, reviews, shorten, tokens, type BusyStatus } from './phrases.ts';

export const page = {
  app: {
    title: 'Forget Gate',
    drop: 'Drop it here: reviews to train on, whole folders of them, a model, a run file, or word vectors.',
    dropToClassify: 'Drop a file here to classify its rows.',
    dismiss: 'Dismiss',
    tabTraining: (status: BusyStatus, done: number) =>
      `${status === 'paused' ? `Paused at ${done}%` : `${done}% trained`} – Forget Gate`,
    lazy: {
      unreachable: 'A part of the page could not be loaded: check the connection, then try again.',
      changed:
        'This site was updated after you opened the page, and a part of the old version is gone: reload the page when nothing is training.',
    },
    partBroken: 'A part of the page broke down: try again, or reload the page.',
    tryAgain: 'Try again',
    licences: 'Licences of the software in this page',
  },
  sheet: {
    cells: ({ cell, layerSizes, bidirectional, ensembleSize }: RunConfig) =>
      `${ensembleSize > 1 ? `${ensembleSize} × ` : ''}${bidirectional ? 'bidirectional ' : ''}${choiceLabel('cell', cell)} ${layerSizes.join(' → ')}`,
    states: {
      idle: 'Ready',
      starting: 'Starting',
      running: 'Training',
      pausing: 'Pausing',
      paused: 'Paused',
      stopping: 'Stopping',
      recovering: 'Recovering',
      finished: 'Trained',
      failed: 'Failed',
      noData: 'No data yet',
    },
  },
  views,
  bar,
  keys,
  hints,
  data: inputWords,
  doctor: {
    title: 'Check the data',
    lead: 'What is in it, what is wrong with it, and the baselines.',
  },
  reviews: {
    title: 'Reviews',
    lead: 'Look at the rows one by one, and correct labels that are wrong.',
  },
  model: {
    title: 'Model',
    lead: 'The network, and how it will learn.',
    preset: 'Preset',
    undo: 'Undo',
    about: (label: string) => `About ${label}`,
    backTo: (label: string, value: string) => `${label}: back to ${value}`,
    increase: (label: string) => `Increase ${label}`,
    decrease: (label: string) => `Decrease ${label}`,
    slider: (label: string) => `${label}, slider`,
    changed: (value: number) => `${count(value)} changed`,
    groups: { network: 'Network', training: 'Learning', data: 'Words' },
    more: 'More settings',
    moreGroups: { data: 'Data', network: 'Network', training: 'Learning', machine: 'Machine' },
    range: (min: string, max: string, unit = '') => `${min} to ${max}${unit && ` ${unit}`}.`,
    rangeList: (min: number, max: number, maxCount: number) => `Up to ${maxCount} sizes of ${min} to ${max}.`,
    on: 'on',
    off: 'off',
    locked: 'The settings are fixed until the run has ended.',
    shares: (train: number, validation: number, test: number) =>
      `About ${percent(train)} to learn from, ${percent(validation)} to validate, ${percent(test)} for the test: chance decides for each review.`,
  },
  diagram: {
    label: (parameters: number) => `The network in these settings: ${count(parameters)} weights to learn`,
    invalid: 'The drawing waits for the settings to be right.',
    words: ['the', 'food', 'was', 'great'],
    reads: 'one word after the other',
    embedding: 'Embedding',
    embeddingSize: (words: number, sizes: number) => `${count(words)} words × ${count(sizes)}`,
    layer: (cell: Cell, units: number, bothWays: boolean) =>
      `${choiceLabel('cell', cell)} ${bothWays ? `2 × ${count(units)}` : count(units)}`,
    keep: (share: number) => (share === 1 ? 'nothing dropped' : `keep_prob ${share}`),
    pooling: { last: 'Last output', mean: 'Mean', max: 'Maximum', 'mean-max': 'Mean and maximum' },
    features: (value: number) => `${count(value)} numbers`,
    output: { sigmoid: 'Sigmoid', softmax: 'Softmax' },
    outputMeaning: (names: readonly string[]) =>
      names.length === 2
        ? `0 ${shorten(names[0], 12)}, 1 ${shorten(names[1], 12)}`
        : `${count(names.length)} classes`,
    weights: (value: number) => plural(value, 'weight', 'weights'),
    total: (value: number) => `${count(value)} weights at most`,
  },
  training: {
    title: 'Training',
    lead: 'Watch it learn. Stop whenever you like: what was learned is saved.',
    controls: 'Start, pause and stop',
    start: 'Start training',
    pause: 'Pause',
    resume: 'Resume',
    stop: 'Stop',
    progress: 'Training progress',
    checking: 'Trying what this browser has …',
    notChecked: 'What will be used is found out before training starts.',
    candidates: 'What was tried',
    candidate: {
      name: 'Backend',
      adapter: 'Adapter',
      speed: 'Time a step',
      milliseconds: (value: number) => `${value < 10 ? value.toFixed(1) : count(value)} ms`,
      ready: 'ready',
    },
    backendNames,
    oneThread: {
      insecure:
        'WebAssembly has one thread here, and WebGPU is not offered, because this page was opened over plain HTTP from another machine: open it over HTTPS, or on the machine that serves it, as localhost.',
      'not-isolated':
        'WebAssembly has one thread here, because the server of this page does not isolate it: with the headers Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp it uses all cores.',
    },
    whyNot: {
      noData: 'Choose a dataset first.',
      loading: 'The data is still being read.',
      columns: 'Say first which columns to read and what the labels mean.',
      setting: (problem: string) => problem,
      otherSettings: (value: number) =>
        `And ${plural(value, 'other setting is', 'other settings are')} wrong.`,
      vectors: 'The word vectors are still being loaded.',
      texts: 'The texts without labels are still being read.',
      unlabelled: 'Pseudo-labels need texts without labels: add some in the settings, or switch them off.',
      testing: 'The network is being tested.',
    },
    replaces:
      'A new run takes the place of the network that you have. Download it first if you want to have it later.',
    ready: (train: number, epochs: number, seconds: number | null) =>
      `Ready: ${plural(epochs, 'epoch', 'epochs')} over about ${reviews(train)}` +
      (seconds === null ? '.' : `, at most ${duration(seconds)} on this machine.`),
    phases: {
      preparing: 'Preparing the data',
      labelling: 'Labelling the unlabelled texts',
      'learning-vectors': 'Learning word vectors',
      'choosing-backend': 'Choosing a backend',
      compiling: 'Compiling',
      training: 'Training',
      validating: 'Validating',
      restoring: 'Restoring the best',
    },
    phaseDone: (phase: string, share: number | null) =>
      share === null ? phase : `${phase}: ${Math.floor(share * 100)}%`,
    states: {
      starting: 'Starting',
      pausing: 'Pausing after this step',
      paused: 'Paused',
      stopping: 'Stopping after this step',
      recovering: 'Going back to the last saved step',
      failed: 'Failed',
    },
    ended: (message: string, seconds: number) => `${message} ${duration(seconds)} in all.`,
    readouts: {
      label: 'Where training is',
      phase: 'Phase',
      epoch: 'Epoch',
      step: 'Step',
      loss: 'Loss now',
      speed: 'Reviews/s',
      left: 'Time left',
      of: (value: number, total: number) => `${count(value)} of ${count(total)}`,
    },
    paused: 'Paused. Nothing is lost; Resume continues from here.',
    announceEpoch: (epoch: number, total: number, accuracy: number) =>
      `Epoch ${epoch} of ${total} done, validation accuracy ${percent(accuracy)}.`,
    lossFigure: 'Loss',
    accuracyFigure: 'Accuracy',
    lossHelp: 'How far the answers are from right. Lower is better.',
    accuracyHelp: 'The share of right answers. Higher is better.',
    noCurves: 'The curves start with the first step.',
    epochs: 'Epochs',
  },
  recovery,
  runs,
  link,
  test: {
    title: 'Test',
    lead: 'Reviews that the network has never seen.',
    waiting: 'When training ends, the network is tested here on the part that was set aside.',
    running: 'Testing …',
    earlier: 'Earlier network, not this run:',
    notOfCurves: 'The network that you have, not the one of these curves:',
    details: 'See where it errs',
    again: (name: string) => `Test on ${name}`,
    on: (rows: number, name: string) => `${reviews(rows)} of ${name}`,
    needsData: 'Choose a dataset to test on.',
  },
  attempt: {
    title: 'Try it',
    lead: 'Ask the network about a review of your own.',
    label: 'Your review',
    placeholder: 'The food was great, but we waited an hour for it.',
    noModel:
      'Train a network, load one from a file, or from the list in Runs: then it answers here as you type.',
    live: 'During training and in a pause the network answers from its weights of that moment.',
    from: ({ epoch, step }: WeightsPosition, isPaused: boolean) => {
      const when = isPaused ? 'where training is paused' : 'while it trains';
      return epoch === 0
        ? `From the first weights, before any training.`
        : `From the weights of epoch ${count(epoch)}, step ${count(step)}, ${when}.`;
    },
    empty: 'Type a review, or take one of these:',
    prediction: 'Prediction',
    asking: 'The network is reading …',
    verdict: (name: string, probability: number) => `${name}, with a probability of ${percent(probability)}.`,
    scale: (name: string) => `Probability of ${name}`,
    tokens: 'What the network saw',
    unknown: 'unknown',
    unknownTitle: 'Not in the vocabulary: the network sees only that something stands here.',
    cut: 'cut off',
    cutTitle: 'Cut off by the length limit: the network does not see it.',
    tokenFacts: (kind: TokenKind, total: number, unknown: number, cut: number) =>
      [
        tokens(total, kind),
        unknown > 0 ? `${count(unknown)} unknown (dotted)` : '',
        cut > 0 ? `${count(cut)} cut off by the length limit (struck through)` : '',
      ]
        .filter(Boolean)
        .join(', '),
    noTokens: 'The network found no word in this.',
    threshold: (name: string, share: number) =>
      `The answer is ${name} from a probability of ${percent(share)} on: the threshold chosen in Understand.`,
    weighed: 'The answer weighs the probabilities by the costs chosen in Understand.',
  },
  loadModel: loadWords,
  failures: {
    keepsDying:
      'The training worker stopped three times within a minute. Your data and settings are still here: it starts again when you train, test or open something. A smaller batch size or another backend may help.',
    excluded: (backend: ComputeBackend) =>
      `It was trying ${backendNames[backend]}, which Automatic excludes until the page is reloaded.`,
    unexpected: (detail: string) =>
      `Something went wrong that should not have: ${detail} Reload the page if it happens again.`,
  },
};
