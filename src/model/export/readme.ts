/** `README.md` of a model zip: what the files are, and the lines of JavaScript that use them. */
import type { SavedModel } from './saved-model.ts';

/** The code in the README. A test runs it as it stands. */
const code = `import * as tf from '@tensorflow/tfjs';

const folder = './model/'; // where the unpacked files are served
const read = async (name) => (await fetch(folder + name)).json();
const { config, classNames } = await read('settings.json');
const ids = new Map((await read('vocabulary.json')).slice(2).map((word, i) => [word, i + 2]));
const model = await tf.loadLayersModel(folder + 'model.json');

export function encode(text) {
  let clean = text
    .replace(/[\\0-\\x08\\x0e-\\x1f\\x7f\\u00ad\\u200b]/g, '')
    .replace(/<\\/?br\\s{0,4}\\/?\\s{0,4}>/gi, ' ')
    .normalize('NFC');
  if (config.lowercase) clean = clean.toLowerCase().normalize('NFC');
  const words = clean.replaceAll('\\u2019', "'").match(/[\\p{L}\\p{M}\\p{N}]+(?:'[\\p{L}\\p{M}\\p{N}]+)*/gu) ?? [];
  const kept = config.keptEnd === 'end' ? words.slice(-config.maxLength) : words.slice(0, config.maxLength);
  return kept.length > 0 ? kept.map((word) => ids.get(word) ?? 1) : [1];
}

export async function predict(text) {
  const output = tf.tidy(() => model.predict(tf.tensor2d([encode(text)], undefined, 'int32')));
  const [probability] = await output.data();
  output.dispose();
  return { class: classNames[probability > 0.5 ? 1 : 0], probability }; // of class 1
}`;

/** Only \`last\` has padding masked out of it. */
const batches = {
  padded:
    'Several reviews at once: fill the shorter ones up with 0 at their **end**. The model passes over zeros.',
  single:
    'Give it one review at a time, at its own length. Padding would count as words in the mean and the maximum over time.',
};

/** In Markdown, from a person's own words: nothing in them may become markup or a line of its own. */
function plain(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim().slice(0, 200);
  return line.replace(/[\\`*_{}[\]<>#|!~&]/g, (mark) => `\\${mark}`);
}

export function modelReadme(saved: SavedModel): string {
  const { config, classNames, trainedOn, metrics } = saved;
  const test = metrics.test
    ? ` On ${metrics.test.rows} test reviews it was right in ${(100 * metrics.test.accuracy).toFixed(1)}%.`
    : '';
  const layers = config.layerSizes.join(', ') + (config.bidirectional ? ', each reading both ways' : '');
  return `# A sentiment model from Forget Gate

An LSTM (layers of ${layers}; pooling over time: ${config.pooling}) that says whether a review is
“${plain(classNames[0])}” (class 0) or “${plain(classNames[1])}” (class 1).
It was trained on “${plain(trainedOn.name)}”.${test}

| file | what is in it |
|---|---|
| \`model.json\`, \`weights.bin\` | the network for TensorFlow.js: \`tf.loadLayersModel\` reads it |
| \`vocabulary.json\` | the words it knows; a word’s place is its id; 0 is padding, 1 is any other word |
| \`settings.json\` | the settings of the run, the names of the classes, the rule for cutting a text into words |
| \`metrics.json\` | loss and accuracy of each epoch, and the test |

The vocabulary is made of words from the training reviews. No review is in here.

## Use it

\`\`\`js
${code}
\`\`\`

\`encode\` cuts a text into words as the training did. One thing it leaves to you: text that was read in a wrong
encoding (control characters U+0080 to U+009F in it) should be mended first.

${config.pooling === 'last' ? batches.padded : batches.single}

To go on with it in Forget Gate, press *Load a model* there and choose the zip.
`;
}
