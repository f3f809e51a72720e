/** `npm run predict`: what an exported model says of some texts. */
import { InputError, TrainingService } from '../src/model/index.ts';
import type { Prediction } from '../src/model/index.ts';
import { fail, parseFlagsAndPaths } from './flags.ts';
import { loadModel } from './model-folder.ts';
import { readStandardInput, standardInput } from './stdin.ts';

const usage = `npm run predict -- --model FOLDER "text" …
npm run predict -- --model FOLDER - < texts.txt

  "text" …                 each text in quotes; - stands for the lines of standard input, in UTF-8
  --model FOLDER           what --out wrote, an unpacked download, its zip, or model.safetensors
  --json                   [{"text":…,"class":…,"probabilities":{…}}] with the name of the class and the probability of
                           each, null for a text without words; of two classes "probability" is that of the second

A text without words has no answer: it is named, and the others are answered. The exit code is 0 when at least one
text has an answer, else 1.`;

const options = {
  model: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

async function main(): Promise<void> {
  const { values, paths: words } = parseFlagsAndPaths(options, 'predict', { settings: {} });
  if (values.help) return console.log(usage);
  if (!values.model) throw new InputError({ code: 'say-model' });
  if (words.length === 0) throw new InputError({ code: 'say-texts' });
  const service = new TrainingService();
  try {
    await loadModel(service, values.model);
    const texts = await textsOf(words);
    const predictions = await service.predictAll(texts);
    if (values.json) {
      console.log(JSON.stringify(texts.map((text, i) => asJson(text, predictions[i]))));
    } else {
      texts.forEach((text, i) => console.log(line(text, predictions[i])));
    }
    sayWithoutWords(texts, predictions);
    if (predictions.every((prediction) => prediction === null)) process.exitCode = 1;
  } finally {
    service.backend.close();
  }
}

/** The words of the command line, with the lines of standard input in the place of "-". @throws {InputError} */
async function textsOf(words: readonly string[]): Promise<string[]> {
  const texts: string[] = [];
  for (const word of words) {
    if (word === standardInput) for (const one of linesOf(await readStandardInput())) texts.push(one);
    else texts.push(word);
  }
  if (texts.length === 0) throw new InputError({ code: 'stdin-empty' });
  return texts;
}

/** Lines that are not blank. @throws {InputError} for anything but UTF-8 */
function linesOf(bytes: Uint8Array): string[] {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.split(/\r\n|[\r\n]/).filter((one) => one.trim() !== '');
  } catch {
    throw new InputError({ code: 'stdin-not-utf8' });
  }
}

function line(text: string, prediction: Prediction | null): string {
  if (!prediction) return `     –           no words: ${text}`;
  const { probabilities, class: id, classNames } = prediction;
  // Of two classes the number is always that of the second, so that it sorts.
  const shown = classNames.length === 2 ? 1 : id;
  const share = `${(100 * probabilities[shown]).toFixed(1)}%`.padStart(6);
  return `${share} ${classNames[shown]}  ${classNames[id]}: ${text}`;
}

function asJson(text: string, prediction: Prediction | null): object {
  if (!prediction) return { text, class: null, probability: null, probabilities: null };
  const { probabilities, class: id, classNames } = prediction;
  return {
    text,
    class: classNames[id],
    ...(classNames.length === 2 && { probability: probabilities[1] }),
    probabilities: Object.fromEntries(classNames.map((name, i) => [name, probabilities[i]])),
  };
}

function sayWithoutWords(texts: readonly string[], predictions: readonly (Prediction | null)[]): void {
  texts.forEach((text, i) => {
    if (!predictions[i]) console.error(`There is no word in text ${i + 1}, “${text}”: it has no answer.`);
  });
}

main().catch(fail);
