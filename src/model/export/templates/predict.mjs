/**
 * Says of what class each text is, and how likely that is. Node 18 or newer, nothing to install:
 *
 *     node predict.mjs "A fine film." "Never again."
 *     node predict.mjs --json < texts.txt        a text a line, in UTF-8
 *     node predict.mjs reviews.csv --out answers.csv
 *
 * Probabilities are calibrated where the model has a temperature (`decision` in settings.json); --no-calibrated gives them
 * as the network does. The class is the same either way.
 *
 * A line has the class, a probability and the text. Of two classes it is always the probability of the second, class 1;
 * of more that of the class itself. With --json: [{"text", "probability"}] of class 1, or for more than two classes
 * [{"text", "class", "probabilities": {"name": …}}]. A text without words has no answer: its probability is null there.
 * A file, in UTF-8, is CSV with the names of its columns in the first row, or has a text in each line; --file names one whose
 * name is like a text. The answers are the same table with the class, the probability of each class and the share of unknown
 * words behind its columns, as CSV that is safe in a spreadsheet: in the file that --out names, else printed.
 * --text-column NAME and --label-column NAME say what is guessed otherwise. Where there are labels standard error says how
 * many are as predicted.
 *
 * Exit code 0: at least one text has an answer.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { argv, stdin } from 'node:process';
import { parseArgs } from 'node:util';
import { fileURLToPath, pathToFileURL } from 'node:url';

import {
  classOf,
  decisionOf,
  encoder,
  network,
  parameterSizes,
  readSafetensors,
  uncalibrated,
  unknownId,
} from './forget-gate.mjs';
import { markupStripper } from './markup.mjs';
import { answersCsv, classesByLabel, guessTextColumn, noTable, parseTable, summaryOf } from './table.mjs';

/** One plain sentence: what is wrong with a file or with what was asked, and what to do. */
export class InputError extends Error {}

/**
 * What a file of the model holds.
 *
 * @template T
 * @param {string} folder
 * @param {string} name
 * @param {(bytes: Uint8Array) => T} parse throws when the bytes are no such file
 * @returns {T}
 */
export function readModelFile(folder, name, parse) {
  const again = 'Unpack the whole download again.';
  let bytes;
  try {
    bytes = readFileSync(join(folder, name));
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    throw new InputError(
      code === 'ENOENT' ? `${name} is not in ${folder}. ${again}` : `${name} could not be read: ${code}.`,
    );
  }
  try {
    return parse(bytes);
  } catch {
    throw new InputError(`${name} is damaged, or no file of this model. ${again}`);
  }
}

/**
 * For `readModelFile`, which says what file is damaged.
 *
 * @param {boolean} condition
 */
export function expect(condition) {
  if (!condition) throw new RangeError('Not as expected.');
}

/** @param {Uint8Array} bytes */
export function parseJson(bytes) {
  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
}

/** @param {Uint8Array} bytes of settings.json */
function parseSettings(bytes) {
  const settings = parseJson(bytes);
  const { config, classNames, layers, tokenizer } = settings;
  expect(Number.isSafeInteger(config.maxLength) && config.maxLength > 0);
  expect(typeof config.lowercase === 'boolean');
  /** @type {number[]} */
  const sizes = layers.flatMap((/** @type {import('./forget-gate.mjs').Layer} */ layer) =>
    layer.parameters.flatMap(({ shape }) => shape),
  );
  expect(sizes.length > 2 && sizes.every((size) => Number.isSafeInteger(size) && size > 0));
  expect(['start', 'end'].includes(config.keptEnd));
  const { activation, units } = layers[layers.length - 1];
  /** @type {Record<string, number>} */
  const classes = { sigmoid: 2, softmax: units };
  expect(classNames.length > 1 && classNames.length === classes[activation]);
  expect(classNames.every((/** @type {unknown} */ name) => typeof name === 'string'));
  const decision = decisionOf(settings);
  const { temperature, weights } = decision;
  expect(temperature > 0 && Number.isFinite(temperature) && weights.length === classNames.length);
  expect(weights.every((weight) => weight >= 0 && Number.isFinite(weight)));
  return { config, classNames, layers, decision, strip: markupStripper(tokenizer?.markup) };
}

/**
 * @param {Uint8Array} bytes of vocabulary.json
 * @param {number} count of words that the network has
 */
function parseWords(bytes, count) {
  const words = parseJson(bytes);
  expect(Array.isArray(words) && words.every((word) => typeof word === 'string'));
  expect(words.length === count);
  return words;
}

/**
 * @param {string[]} words
 * @param {import('./forget-gate.mjs').Config} config
 * @param {(text: string) => string} strip
 * @throws {InputError} where there is no segmenter that the model needs
 */
function encoderOf(words, config, strip) {
  try {
    return encoder(words, config, strip);
  } catch (error) {
    throw new InputError(error instanceof Error ? error.message : String(error));
  }
}

/**
 * The model in a folder, ready to be asked.
 *
 * @param {string} folder where the files of the model are
 * @param {boolean} calibrated whether its temperature acts on the probabilities
 * @throws {InputError} when a file is missing or damaged
 */
export function loadModel(folder, calibrated = true) {
  const settings = readModelFile(folder, 'settings.json', parseSettings);
  const { config, classNames, layers, strip } = settings;
  const decision = calibrated ? settings.decision : uncalibrated(settings.decision);
  const words = readModelFile(folder, 'vocabulary.json', (bytes) => parseWords(bytes, layers[0].words));
  const encode = encoderOf(words, config, strip);
  const parameters = readModelFile(folder, 'model.safetensors', (bytes) => {
    const found = readSafetensors(bytes);
    const sizes = parameterSizes(layers);
    expect(found.size === sizes.size);
    for (const [name, size] of sizes) expect(found.get(name)?.length === size);
    return found;
  });
  const run = network(layers, parameters, decision.temperature);
  return {
    /** @type {string[]} */
    classNames,
    encode,
    /** @param {string} text */
    predict: (text) => run(encode(text).ids),
    run,
    weights: decision.weights,
    /**
     * @param {string} text
     * @returns null for a text without words
     */
    answer(text) {
      const { tokens, ids } = encode(text);
      if (tokens.length === 0) return null;
      const probabilities = run(ids);
      const unknown = ids.filter((id) => id === unknownId).length / ids.length;
      return { class: classOf(probabilities, decision.weights), probabilities, unknown };
    },
    /** @param {Float64Array} probabilities */
    classOf: (probabilities) => classOf(probabilities, decision.weights),
  };
}

/**
 * Runs a program: what is wrong is one sentence on standard error, with exit code 1.
 *
 * @param {() => void | Promise<void>} program
 */
export async function runProgram(program) {
  // Whoever read the output has seen enough: as a program ends that SIGPIPE ends, without a word.
  process.stdout.on('error', (/** @type {NodeJS.ErrnoException} */ { code }) => {
    if (code !== 'EPIPE') console.error(`The output could not be written: ${code}.`);
    process.exit(code === 'EPIPE' ? 141 : 1);
  });
  try {
    await program();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

async function readLines() {
  const chunks = [];
  for await (const chunk of stdin) chunks.push(chunk);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
    return text.split(/\r\n|[\r\n]/).filter((line) => line.trim() !== '');
  } catch {
    throw new InputError('The input is not UTF-8. Convert it first: iconv -f WINDOWS-1252 -t UTF-8.');
  }
}

/**
 * @typedef {{ text: string, probabilities: Float64Array | null }} Answer `probabilities`: of each class; null without words
 */

/**
 * @param {ReturnType<typeof loadModel>} model
 * @param {Answer} answer
 */
function asJson({ classNames, classOf: found }, { text, probabilities }) {
  if (classNames.length === 2) return { text, probability: probabilities && probabilities[1] };
  if (!probabilities) return { text, class: null, probabilities };
  const named = classNames.map((name, i) => [name, probabilities[i]]);
  return { text, class: classNames[found(probabilities)], probabilities: Object.fromEntries(named) };
}

/**
 * @param {ReturnType<typeof loadModel>} model
 * @param {Answer} answer
 */
function asLine(model, { text, probabilities }) {
  const { classNames } = model;
  if (!probabilities) return `–\t–\t${text}`;
  const found = model.classOf(probabilities);
  const shown = probabilities[classNames.length === 2 ? 1 : found];
  return `${classNames[found]}\t${shown.toFixed(4)}\t${text}`;
}

/** @param {string} path */
function readText(path) {
  let bytes;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new InputError(`${path} could not be read: ${/** @type {NodeJS.ErrnoException} */ (error).code}.`);
  }
  const problem = noTable(path, bytes);
  if (problem !== '') throw new InputError(problem);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new InputError(`${path} is not UTF-8. Convert it first: iconv -f WINDOWS-1252 -t UTF-8.`);
  }
}

/**
 * @param {string} path
 * @param {ReturnType<typeof loadModel>} model
 * @param {ReturnType<typeof parsedFlags>['values']} flags
 */
function answerFile(path, model, flags) {
  if (flags.out !== undefined && resolve(flags.out) === resolve(path))
    throw new InputError('--out would write over the file that is read. Name another file.');
  const table = parseTable(readText(path));
  const { columns, rows } = table;
  if (rows.length === 0) throw new InputError(`${path} has no row with a text.`);
  const at = (/** @type {string} */ name) => {
    const found = columns.indexOf(name);
    if (found < 0)
      throw new InputError(`${path} has no column “${name}”. Its columns: ${columns.join(', ')}.`);
    return found;
  };
  const named = flags['label-column'];
  const text = flags['text-column'] === undefined ? guessTextColumn(table) : at(flags['text-column']);
  const answers = rows.map((row) => model.answer(row[text]));
  const labels = named === undefined ? [...columns.keys()].filter((column) => column !== text) : [at(named)];
  const classes = labels
    .map((column) => classesByLabel(table, column, model.classNames))
    .find((one) => one !== null);
  if (named !== undefined && !classes)
    throw new InputError(
      `The column “${named}” has no labels of this model: ${model.classNames.join(', ')}.`,
    );
  const csv = answersCsv(table, model.classNames, answers);
  if (flags.out === undefined) process.stdout.write(csv);
  else writeAnswers(flags.out, csv);
  console.error(
    `The texts are those of “${columns[text]}”. ${summaryOf(answers, classes ?? null).join(' ')}`,
  );
  if (answers.every((answer) => answer === null)) process.exitCode = 1;
}

/**
 * @param {string} path
 * @param {string} csv
 */
function writeAnswers(path, csv) {
  try {
    writeFileSync(path, csv);
  } catch (error) {
    throw new InputError(
      `${path} could not be written: ${/** @type {NodeJS.ErrnoException} */ (error).code}.`,
    );
  }
}

function parsedFlags() {
  const text = /** @type {const} */ ({ type: 'string' });
  const flag = /** @type {const} */ ({ type: 'boolean' });
  const options = {
    help: /** @type {const} */ ({ type: 'boolean', short: 'h' }),
    json: flag,
    calibrated: flag,
    'no-calibrated': flag,
    file: text,
    out: text,
    'text-column': text,
    'label-column': text,
  };
  try {
    return parseArgs({ args: argv.slice(2), options, allowPositionals: true });
  } catch (error) {
    throw new InputError(error instanceof Error ? error.message : String(error));
  }
}

/** What this file says of itself at its top. */
function usage() {
  const [, top] = readFileSync(fileURLToPath(import.meta.url), 'utf8').split(/^\/\*\*\r?\n|^ \*\/\r?\n/m);
  return top.replace(/^ \* ?/gm, '').trimEnd();
}

async function main() {
  const { values: flags, positionals: given } = parsedFlags();
  if (flags.help) return console.log(usage());
  const file = flags.file ?? (given.length === 1 && existsSync(given[0]) ? given[0] : undefined);
  const model = loadModel(dirname(fileURLToPath(import.meta.url)), !flags['no-calibrated']);
  if (file !== undefined) {
    if (flags.json) throw new InputError('The answers to a file are CSV: leave --json out.');
    return answerFile(file, model, flags);
  }
  const texts = given.length === 0 || given.join() === '-' ? await readLines() : given;
  const answers = texts.map((text) => {
    const { tokens, ids } = model.encode(text);
    return { text, probabilities: tokens.length > 0 ? model.run(ids) : null };
  });
  answers.forEach(({ text, probabilities }, i) => {
    if (!probabilities) console.error(`There is no word in text ${i + 1}, “${text}”: it has no answer.`);
  });
  if (answers.every(({ probabilities }) => !probabilities)) process.exitCode = 1;
  if (flags.json) return console.log(JSON.stringify(answers.map((answer) => asJson(model, answer))));
  for (const answer of answers) console.log(asLine(model, answer));
}

if (argv[1] && import.meta.url === pathToFileURL(argv[1]).href) await runProgram(main);
