/** `README.md` of a bundle: the model card, what each file is, and how to use it. */
import { hasEqualWeights } from '../../contract/decision.ts';
import type { RunConfig } from '../../contract/settings.ts';
import { spacelessPattern } from '../data/scripts.ts';
import { tokenPattern } from '../data/tokenize.ts';
import type { Scores, TestReport } from '../../contract/results.ts';
import type { FileName } from '../../contract/bundle.ts';
import { cellFormats } from './cells.ts';
import type { Metrics, SavedModel } from './saved-model.ts';

/** In Markdown, from a user's own words: nothing in them may become markup or a line of its own. */
function plain(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim().slice(0, 200);
  return line.replace(/[\\`*_{}[\]<>#|!~&]/g, (sign) => `\\${sign}`);
}

const percent = (share: number | null) => (share === null ? '–' : `${(100 * share).toFixed(1)}%`);

/**
 * The card.
 * @param files that the bundle holds
 */
export function modelCard(saved: SavedModel, files: ReadonlySet<FileName>): string {
  const sections = [
    head(saved),
    dataSection(saved),
    figuresSection(saved),
    limitsSection(saved),
    useSection(saved, files),
    filesSection(files, saved.classNames.length),
    citeSection(saved),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function head({ config, classNames, trainedOn, parameters }: SavedModel): string {
  const { ensembleSize } = config;
  const widths = config.layerSizes.map((units) => units * ensembleSize);
  const layers = widths.join(', ') + (config.bidirectional ? ', bidirectional' : '');
  const joined =
    ensembleSize === 1
      ? ''
      : ` ${ensembleSize} networks with layers of
${config.layerSizes.join(', ')} were trained side by side and joined: it answers with the mean of their logits.`;
  const count = [...parameters.values()].reduce((sum, values) => sum + values.length, 0);
  return `# A sentiment model from Forget Gate

A recurrent network (${cellFormats[config.cell].keras.className}, layers of ${layers}; pooling over time: ${config.pooling}; ${count} parameters) that says whether a review is
${classesText(classNames)}. It was trained on “${plain(trainedOn.name)}”.${joined}`;
}

/** All names, with their numbers. */
function classesText(classNames: readonly string[]): string {
  const named = classNames.map((name, id) => `“${plain(name)}” (class ${id})`);
  return `${named.slice(0, -1).join(', ')} or ${named[named.length - 1]}`;
}

function dataSection({ config, cleaning, trainedOn, vocabulary }: SavedModel): string {
  const test = 1 - config.trainShare - config.validationShare;
  return `## Data

- Dataset: “${plain(trainedOn.name)}”, fingerprint \`${plain(trainedOn.fingerprint)}\`.
- Split: about ${percent(config.trainShare)} to train on, ${percent(config.validationShare)} to choose by, ${percent(test)} to test on, by chance from each
  text and split seed ${config.splitSeed}, unless the data came with a split of its own.
- Words: ${knownWordsText(config, vocabulary)}. Of a review over ${config.maxLength} words the ${config.keptEnd} is read.${cleaning.stripMarkup ? '\n- Markup, such as tags and `&amp;`, was taken out of the texts, and is taken out of every text that it reads: by\n  `tokenizer` of `settings.json`.' : ''}`;
}

function knownWordsText(
  { embeddingStart, vocabularySize }: RunConfig,
  vocabulary: readonly string[],
): string {
  if (embeddingStart === 'random') return `the ${vocabulary.length - 2} most frequent of the training part`;
  return `${vocabulary.length - 2}: at most ${vocabularySize - 2} of the training part, and others that had a word vector`;
}

function figuresSection({ config, metrics }: SavedModel): string {
  const { test } = metrics;
  return `## Figures

Trained with ${config.optimizer}, learning rate ${config.learningRate}, batches of ${config.batchSize}, ${config.loss}.
${epochsText(metrics)}

${test ? testTable(test) : 'It has not been tested.'}`;
}

/** The figures of the epoch that the weights are of; of the last one where that is not known. */
function epochsText({ epochs, restoredEpoch }: Metrics): string {
  const restored = epochs.find(({ epoch }) => epoch === restoredEpoch);
  const shown = restored ?? epochs.at(-1);
  if (!shown) return 'The figures of its training are not known.';
  const count = `${epochs.length} ${epochs.length === 1 ? 'epoch' : 'epochs'}`;
  const which = restored
    ? `the weights are those after epoch ${restored.epoch}, where validation accuracy was the highest`
    : 'after the last one';
  return `${count}; ${which}: training loss ${shown.loss.toFixed(4)}, validation loss ${shown.validationLoss.toFixed(4)}, validation accuracy ${percent(shown.validationAccuracy)}.`;
}

function testTable(test: TestReport): string {
  const names = test.classNames.map((name) => `“${plain(name)}”`);
  const isTwo = names.length === 2;
  const confusion = test.confusion.map((counts, id) => [`is ${names[id]}`, ...counts]);
  return `On ${test.rows} test reviews it was right in ${percent(test.accuracy)}. Always answering the class that is ${isTwo ? 'larger' : 'largest'} in the
training part would be right in ${percent(test.majorityAccuracy)}. Loss ${test.loss.toFixed(4)}, ${scoresText(test)}${isTwo ? '' : ' (means over the classes)'}.${excludedText(test.excluded)}

${isTwo ? '' : `${perClassTable(test, names)}\n\n`}${table(['', ...names.map((name) => `called ${name}`)], confusion)}`;
}

function scoresText({ precision, recall, f1 }: Scores): string {
  return `precision ${percent(precision)}, recall ${percent(recall)}, F1 ${percent(f1)}`;
}

/** Of more than two classes, with the means by their reviews. */
function perClassTable({ perClass, weighted, rows }: TestReport, names: readonly string[]): string {
  const scores = ({ precision, recall, f1 }: Scores) => [precision, recall, f1].map(percent);
  return table(
    ['class', 'reviews', 'precision', 'recall', 'F1'],
    [
      ...perClass.map((own, id) => [names[id], own.rows, ...scores(own)]),
      ['all, by their reviews', rows, ...scores(weighted)],
    ],
  );
}

/** In Markdown; the cells are Markdown already. */
function table(titles: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) =>
    `|${cells.map((cell) => (cell === '' ? ' ' : ` ${cell} `)).join('|')}|`;
  return [line(titles), `|${'---|'.repeat(titles.length)}`, ...rows.map(line)].join('\n');
}

function excludedText(excluded: TestReport['excluded']): string {
  if (!excluded)
    return '\nAn earlier version made this test: it may include reviews that the network had seen.';
  return ` Reviews of its data that were not tested, because
it has seen them: ${excluded.trained} that it was trained on, ${excluded.validated} that it was validated on.`;
}

function seenText(seen: SavedModel['seen']): string {
  if (!seen)
    return '- It is not known which reviews it was trained on, so Forget Gate does not test it: a test could include them.';
  const count = seen.trained.length + seen.validated.length;
  return `- \`seen-texts.bin\` holds hashes of the ${count} texts that it was trained or validated on, so that no test includes them. Whoever
  has a text can find out by it whether that text was among them; texts can’t be read from it. Delete it before you pass the
  model on if that must not be known: the model still predicts, and can no longer be tested in Forget Gate.`;
}

function wordSources({ embeddingStart }: RunConfig): string {
  if (embeddingStart === 'random') return 'the training reviews';
  return 'the training reviews, from the other reviews of its data, where a word vector knew them, and from the word vectors';
}

function limitsSection({ config, seen, classNames, decision }: SavedModel): string {
  const answers =
    classNames.length === 2
      ? 'two answers. A text that is neither, or both,'
      : `${classNames.length} answers. A text that is none of them, or several,`;
  return `## Limits

- It has ${answers} gets one of them all the same, and may get it with confidence.
- It knows reviews like those that it was trained on. On other subjects, languages or times, test it before you trust it.
- It learns what the labels say, with their mistakes and prejudices. Do not let it decide about people.
- Words that it has not seen are all one “unknown” to it${config.punctuation ? '' : ', and it reads no punctuation and no emoji'}.
${decisionText(decision, classNames)}
- The words in \`vocabulary.json\` come from ${wordSources(config)}, names in them included. No review is in here.
${seenText(seen)}`;
}

/** How sure its probabilities may be taken, and by what it chooses a class. */
function decisionText({ temperature, weights }: SavedModel['decision'], names: readonly string[]): string {
  const calibration =
    temperature === 1
      ? '- Probabilities are not calibrated: 0.9 need not be right nine times out of ten.'
      : `- Probabilities are calibrated: logits are divided by the temperature ${temperature.toPrecision(4)}, fitted on the reviews to choose by. Texts of
  another kind may need another one.`;
  if (hasEqualWeights({ weights })) return calibration;
  const listed = names.map((name, id) => `“${plain(name)}” ${weights[id].toPrecision(4)}`).join(', ');
  return `${calibration}
- The class is not the most probable one, but the first with the highest product of probability and weight. Weights: ${listed}. The network
  formats give probabilities; the programs and \`decision\` in \`settings.json\` have the weights.`;
}

function citeSection({ config, trainedOn }: SavedModel): string {
  return `## How to cite

Forget Gate, a recurrent network trained in the browser; model trained on “${plain(trainedOn.name)}”, data fingerprint \`${plain(trainedOn.fingerprint)}\`. Cite
the authors of the data as well. The network: ${cellFormats[config.cell].citation}.`;
}

const descriptionsFor = (classes: number): Record<Exclude<FileName, 'README.md'>, string> => ({
  'settings.json': 'the settings of the run, the names of the classes',
  'vocabulary.json': 'the words it knows; a word’s place is its id; 0 is padding, 1 is any other word',
  'tokenizer.json': 'how a text becomes ids, step by step',
  'metrics.json': 'loss and accuracy of each epoch, and the test',
  'seen-texts.bin': 'which texts it was trained and validated on, as hashes: tests exclude them',
  'golden.json': 'fifty made-up texts with tokens, ids and probabilities, to check other programs by',
  'model.json': 'the network for TensorFlow.js, which `tf.loadLayersModel` reads',
  'weights.bin': 'its weights',
  'model.safetensors': 'the weights as safetensors, with settings and words in its header',
  'model.onnx': `the network for ONNX Runtime and others: \`ids\` [batch,time], \`lengths\` [batch] → ${
    classes === 2 ? '`probability` [batch]' : `\`probabilities\` [batch,${classes}]`
  }`,
  'model.keras':
    'the network for Keras 3, which `keras.saving.load_model` reads; ids [batch,time], filled up with 0',
  'optimizer.safetensors': 'the optimizer’s running values, to continue with',
  'predict.html': 'a page that classifies; it needs no other file and no network',
  'forget-gate.mjs': 'the model in plain JavaScript',
  'markup.mjs': 'what takes markup out of a text, in plain JavaScript',
  'table.mjs': 'CSV files in plain JavaScript',
  'predict.mjs': '`node predict.mjs "A fine film."`, or `node predict.mjs reviews.csv --out answers.csv`',
  'verify.mjs': '`node verify.mjs`: does JavaScript give the golden answers here?',
  'forget_gate.py': 'the tokenizer, and safetensors, in plain Python',
  'markup.py': 'what takes markup out of a text, in plain Python',
  'table.py': 'CSV files in plain Python',
  'predict.py': '`python3 predict.py "A fine film."` or `reviews.csv`, by ONNX Runtime or NumPy',
  'verify.py': '`python3 verify.py`: do NumPy and ONNX Runtime?',
  'model.py': 'the network in PyTorch',
  'verify_torch.py': '`python3 verify_torch.py`: does PyTorch?',
  'optimizer.py': 'the optimizer in PyTorch',
  'train.py': 'continues training it in PyTorch, in one process or in many',
});

function filesSection(files: ReadonlySet<FileName>, classes: number): string {
  const rows = Object.entries(descriptionsFor(classes))
    .filter(([name]) => files.has(name as FileName))
    .map(([name, description]) => [`\`${name}\``, description]);
  return `## Files\n\n${table(['file', 'what is in it'], rows)}`;
}

function useSection(saved: SavedModel, files: ReadonlySet<FileName>): string {
  const parts = [
    'To continue with it in Forget Gate, press *Load a model* there and choose the zip.',
    ...(files.has('predict.html') ? ['To try it, open `predict.html` in a browser.'] : []),
    ...(files.has('train.py') ? [trainingText] : []),
    ...(files.has('model.json') ? [tfjsText(saved)] : []),
  ];
  return `## Use it\n\n${parts.join('\n\n')}`;
}

const trainingText = `To continue training it on your own reviews:

\`\`\`sh
python3 train.py reviews.csv --text review --label sentiment --processes 2 --out trained
\`\`\``;

/** Only \`last\` has padding masked out of it. */
const batches = {
  padded:
    'Several reviews at once: fill the shorter ones up with 0 at their **end**. The model passes over zeros.',
  single:
    'Give it one review at a time, at its own length. Padding would count as words in the mean and the maximum over time.',
};

function segmenterText({ tokenization }: RunConfig): string {
  if (tokenization === 'words' || tokenization === 'characters') return '';
  return `const segmenter = new Intl.Segmenter(config.tokenization.slice('segmenter-'.length), { granularity: 'word' });\n\n`;
}

/** The tokens in the card's code. */
function wordsText(config: RunConfig): string {
  const found = `clean.replaceAll('\\u2019', "'").match(/${tokenPattern(config)}/gu) ?? []`;
  if (config.tokenization === 'words' || config.tokenization === 'characters') return found;
  return `(${found}).flatMap((word) =>
    /${spacelessPattern}/u.test(word) ? [...segmenter.segment(word)].map(({ segment }) => segment) : [word])`;
}

/** What the card's code makes of the output. */
const answers = {
  two: `const [probability] = await output.data();
  output.dispose();
  return { class: classNames[probability * weights[1] > (1 - probability) * weights[0] ? 1 : 0], probability }; // of class 1`,
  more: `const probabilities = [...(await output.data())]; // in the order of classNames
  output.dispose();
  const products = probabilities.map((probability, id) => probability * weights[id]);
  return { class: classNames[products.indexOf(Math.max(...products))], probabilities };`,
};

/** The code in the card. A test runs it as it stands. */
function tfjsText({ config, cleaning, classNames }: SavedModel): string {
  const strip = cleaning.stripMarkup;
  return `With TensorFlow.js:

\`\`\`js
import * as tf from '@tensorflow/tfjs';

const folder = './model/'; // where the unpacked files are served
const read = async (name) => (await fetch(folder + name)).json();
const { config, classNames, decision: { weights }${strip ? ', tokenizer' : ''} } = await read('settings.json');
const ids = new Map((await read('vocabulary.json')).slice(2).map((word, i) => [word, i + 2]));
const model = await tf.loadLayersModel(folder + 'model.json');
${strip ? "const { markupStripper } = await import(folder + 'markup.mjs');\nconst strip = markupStripper(tokenizer.markup);\n" : ''}
// In a row of marks U+034F comes after every 30th: NFC of very many takes very long.
const marks = /(?:(?!\\u034f)\\p{M}){30}(?=(?!\\u034f)\\p{M})/gu;
const nfc = (text) => text.replace(marks, '$&\\u034f').normalize('NFC').replace(marks, '$&\\u034f');

${segmenterText(config)}function tidy(text) {
  const whole = text
    .replace(/[\\0-\\x08\\x0e-\\x1f\\x7f\\u00ad\\u200b]/g, '')
    .replace(/<\\/?br\\s{0,4}\\/?\\s{0,4}>/gi, ' ');
  return nfc(whole).replace(/\\s+/g, ' ');
}

export function encode(text) {
  let clean = ${strip ? 'tidy(strip(tidy(text)))' : 'tidy(text)'};
  if (config.lowercase) clean = nfc(clean.toLowerCase());
  const words = ${wordsText(config)};
  const kept = config.keptEnd === 'end' ? words.slice(-config.maxLength) : words.slice(0, config.maxLength);
  return kept.length > 0 ? kept.map((word) => ids.get(word) ?? 1) : [1];
}

export async function predict(text) {
  const output = tf.tidy(() => model.predict(tf.tensor2d([encode(text)], undefined, 'int32')));
  ${classNames.length === 2 ? answers.two : answers.more}
}
\`\`\`

\`encode\` cuts a text into words as the training did. One thing it leaves to you: text that was read in a wrong
encoding (control characters U+0080 to U+009F in it${strip ? ', or their codes, such as `&#150;`' : ''}) should be repaired first, and half characters replaced.

${config.pooling === 'last' ? batches.padded : batches.single}`;
}
