/**
 * `npm run bench -- --vectors`: learning word vectors from as many words as come in natural texts, by one thread and by
 * all. Texts are made up, as only their words' frequencies matter to the time.
 */
import { availableParallelism } from 'node:os';
import { median } from '../src/contract/math.ts';
import { bench } from '../src/contract/messages/en/bench.ts';
import { learnVectors } from '../src/model/index.ts';
import type { Corpus } from '../src/model/index.ts';

const words = 20_000;
const tokenCount = 1_000_000;
const tokensPerText = 250;
const sizes = [64, 100];
const rounds = 3;

interface Measured {
  size: number;
  threads: number;
  tokensPerSecond: number;
}

/** Words by Zipf's law, spread by the golden ratio's multiples. */
function madeUpCorpus(): Corpus {
  const counts = new Int32Array(words);
  const tokens = Uint16Array.from({ length: tokenCount }, (_, i) => {
    const word = Math.floor(words ** ((i * 0.618_033_988_75) % 1)) - 1;
    counts[word]++;
    return word;
  });
  const texts = tokenCount / tokensPerText;
  const offsets = Int32Array.from({ length: texts + 1 }, (_, text) => text * tokensPerText);
  return { words: Array.from(counts, (_, word) => `w${word}`), counts, tokens, offsets };
}

async function measure(corpus: Corpus, size: number, threads: number): Promise<Measured> {
  const seconds: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    await learnVectors(corpus, { size, epochs: 1, seed: 1 }, { threads });
    seconds.push((performance.now() - started) / 1_000);
  }
  return { size, threads, tokensPerSecond: Math.round(tokenCount / median(seconds)) };
}

export async function benchVectors(json: boolean): Promise<void> {
  const corpus = madeUpCorpus();
  const results: Measured[] = [];
  for (const size of sizes)
    for (const threads of new Set([1, availableParallelism()]))
      results.push(await measure(corpus, size, threads));
  if (json) return console.log(JSON.stringify({ words, tokens: tokenCount, results }));
  for (const { size, threads, tokensPerSecond } of results)
    console.log(bench.vectors(size, threads, tokensPerSecond));
}
