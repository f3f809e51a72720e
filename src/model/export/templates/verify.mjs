/**
 * Says whether this computer gives the answers in golden.json: `node verify.mjs`. Exit code 0: it does.
 */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, loadModel, parseJson, readModelFile, runProgram } from './predict.mjs';

/** @typedef {{ text: string, tokens: string[], ids: number[], probability?: number, probabilities?: number[], class: number }} Case */

/** @param {Case} one of two classes it has `probability`, of class 1, of more `probabilities` */
function probabilitiesOf({ probability = Number.NaN, probabilities = [1 - probability, probability] }) {
  return probabilities;
}

/**
 * @param {Uint8Array} bytes of golden.json
 * @returns {{ tolerance: number, cases: Case[] }}
 */
function parseGolden(bytes) {
  const golden = parseJson(bytes);
  expect(golden.tolerance > 0 && golden.cases.length > 0);
  for (const one of golden.cases) {
    const { text, tokens, ids, class: id } = one;
    expect(typeof text === 'string' && Array.isArray(tokens) && Array.isArray(ids));
    expect(probabilitiesOf(one).every((probability) => probability >= 0) && id in probabilitiesOf(one));
  }
  return golden;
}

/**
 * @param {boolean} sameClass
 * @param {number} difference
 */
function wrongAnswer(sameClass, difference) {
  return sameClass ? `off by ${difference}` : 'another class';
}

function main() {
  const folder = dirname(fileURLToPath(import.meta.url));
  const model = loadModel(folder);
  const golden = readModelFile(folder, 'golden.json', parseGolden);
  let wrong = 0;
  let largest = 0;
  for (const one of golden.cases) {
    const { text, tokens, ids } = one;
    const expected = probabilitiesOf(one);
    const encoded = model.encode(text);
    const answer = model.run(encoded.ids);
    const differences = Array.from(answer, (probability, i) => Math.abs(probability - expected[i]));
    const difference = Math.max(...differences, expected.length - answer.length);
    const sameTokens = JSON.stringify([encoded.tokens, encoded.ids]) === JSON.stringify([tokens, ids]);
    // Where two classes are as good as equal, either is right.
    const products = answer.map((probability, id) => probability * model.weights[id]);
    const behind = Math.max(...products) - products[one.class];
    const sameClass = behind <= golden.tolerance * Math.max(...model.weights);
    largest = Math.max(largest, difference);
    // Written so that NaN counts as wrong.
    if (sameTokens && sameClass && difference <= golden.tolerance) continue;
    wrong++;
    // A few are enough to see what is wrong.
    if (wrong <= 5)
      console.error(
        `${JSON.stringify(text)}: ${sameTokens ? wrongAnswer(sameClass, difference) : 'other tokens or ids'}`,
      );
  }
  const verdict = wrong === 0 ? 'all the same' : `${wrong} differ`;
  console.log(
    `JavaScript: ${golden.cases.length} texts, ${verdict}; largest difference ${largest.toExponential(1)}`,
  );
  process.exitCode = wrong === 0 ? 0 : 1;
}

await runProgram(main);
