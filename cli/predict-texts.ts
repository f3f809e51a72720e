/** Answers to the texts of a command line, and to the lines of standard input. */
import { InputError } from '../src/model/index.ts';
import type { Prediction, TrainingService } from '../src/model/index.ts';
import { t } from './language.ts';
import { readStandardInput, standardInput } from './stdin.ts';

/** Prints an answer for each text. @param positionals texts, and "-" for standard input. @throws {InputError} */
export async function predictTexts(
  service: TrainingService,
  positionals: readonly string[],
  isJson: boolean,
): Promise<void> {
  const texts = await textsOf(positionals);
  const predictions = await service.answers.predictAll(texts);
  if (isJson) {
    console.log(JSON.stringify(texts.map((text, i) => asJson(text, predictions[i]))));
  } else {
    texts.forEach((text, i) => console.log(line(text, predictions[i])));
  }
  sayWithoutWords(texts, predictions);
  if (predictions.every((prediction) => prediction === null)) process.exitCode = 1;
}

/** What has no flag, with the lines of standard input in the place of "-". @throws {InputError} */
async function textsOf(positionals: readonly string[]): Promise<string[]> {
  const texts: string[] = [];
  for (const positional of positionals) {
    if (positional === standardInput) for (const one of linesOf(await readStandardInput())) texts.push(one);
    else texts.push(positional);
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
  if (!prediction) return t.predict.noWords(text);
  const { probabilities, class: id, classNames } = prediction;
  const width = Math.max(...classNames.map((name) => name.length));
  const share = `${(100 * probabilities[id]).toFixed(1)}%`.padStart(6);
  return t.predict.answer(classNames[id].padEnd(width), share, text);
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
    if (!predictions[i]) console.error(t.predict.noAnswer(i + 1, text));
  });
}
