/**
 * Says whether this computer gives the answers in golden.json: `node verify.mjs`. Exit code 0: it does.
 */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, loadModel, parseJson, readModelFile, runProgram } from './predict.mjs';

/** @typedef {{ text: string, tokens: string[], ids: number[], probability: number }} Case */

/**
 * @param {Uint8Array} bytes of golden.json
 * @returns {{ tolerance: number, cases: Case[] }}
 */
function parseGolden(bytes) {
  const golden = parseJson(bytes);
  expect(golden.tolerance > 0 && golden.cases.length > 0);
  for (const { text, tokens, ids, probability } of golden.cases)
    expect(typeof text === 'string' && Array.isArray(tokens) && Array.isArray(ids) && probability >= 0);
  return golden;
}

function main() {
  const folder = dirname(fileURLToPath(import.meta.url));
  const model = loadModel(folder);
  const golden = readModelFile(folder, 'golden.json', parseGolden);
  let wrong = 0;
  let largest = 0;
  for (const { text, tokens, ids, probability } of golden.cases) {
    const encoded = model.encode(text);
    const difference = Math.abs(model.run(encoded.ids) - probability);
    const sameTokens = JSON.stringify([encoded.tokens, encoded.ids]) === JSON.stringify([tokens, ids]);
    largest = Math.max(largest, difference);
    // Written so that NaN counts as wrong.
    if (sameTokens && difference <= golden.tolerance) continue;
    wrong++;
    // A few are enough to see what is wrong.
    if (wrong <= 5)
      console.error(
        `${JSON.stringify(text)}: ${sameTokens ? `off by ${difference}` : 'other tokens or ids'}`,
      );
  }
  const verdict = wrong === 0 ? 'all the same' : `${wrong} differ`;
  console.log(
    `JavaScript: ${golden.cases.length} texts, ${verdict}; largest difference ${largest.toExponential(1)}`,
  );
  process.exitCode = wrong === 0 ? 0 : 1;
}

await runProgram(main);
