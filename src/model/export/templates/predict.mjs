/**
 * Says how likely each text is of class 1. Node 18 or newer, nothing to install:
 *
 *     node predict.mjs "A fine film." "Never again."
 *     node predict.mjs --json < texts.txt        a text a line
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { argv, stdin } from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { encoder, network, readSafetensors } from './forget-gate.mjs';

/**
 * The model in a folder, ready to be asked.
 *
 * @param {string} folder where the files of the model are
 */
export function loadModel(folder) {
  /** @param {string} name */
  const readJson = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const { config, classNames } = readJson('settings.json');
  const encode = encoder(readJson('vocabulary.json'), config);
  const run = network(config, readSafetensors(readFileSync(join(folder, 'model.safetensors'))));
  return {
    /** @type {[string, string]} */
    classNames,
    encode,
    /** @param {string} text */
    predict: (text) => run(encode(text).ids),
    run,
  };
}

async function readLines() {
  let text = '';
  for await (const chunk of stdin.setEncoding('utf8')) text += chunk;
  return text.split(/\r?\n/).filter((line) => line.trim() !== '');
}

async function main() {
  const flags = argv.slice(2);
  const given = flags.filter((flag) => flag !== '--json');
  const texts = given.length > 0 ? given : await readLines();
  const model = loadModel(dirname(fileURLToPath(import.meta.url)));
  const answers = texts.map((text) => ({ text, probability: model.predict(text) }));
  if (flags.includes('--json')) return console.log(JSON.stringify(answers));
  for (const { text, probability } of answers)
    console.log(`${model.classNames[probability > 0.5 ? 1 : 0]}\t${probability.toFixed(4)}\t${text}`);
}

if (argv[1] && import.meta.url === pathToFileURL(argv[1]).href) await main();
