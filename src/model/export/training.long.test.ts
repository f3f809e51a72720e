/** `train.py` of a bundle: continues where the page stopped, on one process or two. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Random } from '../data/index.ts';
import { bundleFiles, importModel, optimizerSlots } from './index.ts';
import type { OptimizerState, SavedModel } from './index.ts';
import type { Loss } from '../../contract/settings.ts';
import { cellNames } from '../network/cells.ts';
import { parameterSpecs, sizeOf } from '../network/layers.ts';
import { sizesOf } from './saved-model.ts';
import { lossReference } from '../ops/loss/reference.ts';
import { optimizerNames } from '../ops/optimizers/registry.ts';
import { readSafetensors } from './safetensors.ts';
import { describeWithPython, folderOf, run } from './testing/python.ts';
import { savedModel, threeClasses, words as vocabularyWords } from './testing/saved.ts';

/** A state with numbers of its own at each place, as far as the optimizer allows: squares are positive. */
function stateOf(saved: SavedModel, steps: number): OptimizerState {
  const random = new Random(3);
  const { optimizer } = saved.config;
  const draw = (spec: { shape: number[] }) =>
    Float32Array.from({ length: sizeOf(spec) }, () => Math.fround(0.01 + 0.01 * random.uniform()));
  const slots = new Map(
    parameterSpecs(saved.config, sizesOf(saved)).map((spec) => [
      spec.name,
      optimizerSlots(optimizer).map(() => draw(spec)),
    ]),
  );
  return { optimizer, steps, slots };
}

/** Reviews that say plainly what they are, in the words of the test's vocabulary. */
function reviews(count: number): string {
  const random = new Random(5);
  const pick = (words: string[]) => words[random.below(words.length)];
  const rows = Array.from({ length: count }, (_, i) => {
    const verdicts = i % 2 === 0 ? ['bad', 'dở', 'không'] : ['good', 'hay', 'great'];
    const words = [pick(['the', 'a', 'phim']), pick(['film', 'food', 'phở']), pick(verdicts)];
    return `"${words.join(' ')}, ""${pick(verdicts)}""",${i % 2}`;
  });
  return ['review,stars', ...rows, 'unlabelled,7'].join('\n');
}

const flags = ['reviews.csv', '--text', 'review', '--label', 'stars', '--negative', '0', '--positive', '1'];

/** What each line that starts with "Epoch" says. */
function losses(output: string): number[] {
  return [...output.matchAll(/Epoch \d+\/\d+: loss ([\d.]+)/g)].map(([, loss]) => Number(loss));
}

function folderWith(saved: SavedModel, optimizer: OptimizerState | null): string {
  const files = bundleFiles(saved, new Set(['training', 'code']), { optimizer });
  return folderOf({ ...files, 'reviews.csv': reviews(160) });
}

function tensorsIn(folder: string, name: string) {
  return readSafetensors(readFileSync(join(folder, name)));
}

describeWithPython('train.py', ['torch', 'numpy'], ['train.py', 'model.py'], (python) => {
  it.each(optimizerNames)(
    'takes weights and the state of %s as they are, and writes them so',
    (optimizer) => {
      const saved = savedModel({ optimizer, bidirectional: true, pooling: 'mean-max' });
      const state = stateOf(saved, 41);
      const folder = folderWith(saved, state);
      const output = run(python, ['train.py', ...flags, '--epochs', '0', '--out', 'same'], folder);
      expect(output).toContain('The optimizer continues from step 41.');
      expect(output).toContain('1 with another label excluded');
      expect(tensorsIn(folder, 'same/optimizer.safetensors')).toEqual(
        tensorsIn(folder, 'optimizer.safetensors'),
      );
      const back = importModel(readFileSync(join(folder, 'same/model.safetensors')));
      // Reviews of one's own are not in the sets of seen texts: the network must not be tested by them.
      expect(back).toEqual({
        ...saved,
        seen: null,
        metrics: { epochs: [], restoredEpoch: null, test: null },
      });
      // A step from there: the state of a new optimizer would give another one.
      const step = ['--epochs', '1', '--validation', '0', '--seed', '4'];
      run(python, ['train.py', ...flags, ...step, '--out', 'on'], folder);
      const fresh = folderWith(saved, null);
      run(python, ['train.py', ...flags, ...step, '--out', 'on'], fresh);
      expect(tensorsIn(folder, 'on/model.safetensors').tensors).not.toEqual(
        tensorsIn(fresh, 'on/model.safetensors').tensors,
      );
      expect(tensorsIn(folder, 'on/optimizer.safetensors').metadata.get('steps')).toBe(String(41 + 5));
    },
  );

  it('moves the embedding by its share of the learning rate, and not at all where that is 0', () => {
    const movedBy = (embeddingRate: number) => {
      const values = {
        embeddingStart: 'file',
        embeddingRate,
        vocabularySize: 50,
        l2: 0.1,
        optimizer: 'sgd',
      } as const;
      const saved = savedModel({ ...values, gradientClip: 0.1 });
      const folder = folderWith(saved, null);
      run(python, ['train.py', ...flags, '--epochs', '1', '--seed', '4', '--out', 'on'], folder);
      const { parameters } = importModel(readFileSync(join(folder, 'on/model.safetensors')));
      expect(parameters.get('dense/kernel')).not.toEqual(saved.parameters.get('dense/kernel'));
      const before = saved.parameters.get('embedding') ?? new Float32Array(0);
      return Math.hypot(...(parameters.get('embedding') ?? []).map((value, i) => value - before[i]));
    };
    expect(movedBy(0)).toBe(0);
    const [quarter, whole] = [movedBy(0.25), movedBy(1)];
    expect(quarter).toBeGreaterThan(whole / 8);
    expect(quarter).toBeLessThan(whole / 2);
  });

  it('learns in two processes, which come to the same weights, and the page can load them', () => {
    const saved = savedModel({ layerSizes: [7, 5], bidirectional: true, pooling: 'mean-max', keepProb: 0.8 });
    const folder = folderWith(saved, null);
    // “9:1” redirects the output of a process that there is not: PyTorch 1.13 under Python 3.11 fails at its own
    // default, which means none.
    const launch = ['-m', 'torch.distributed.run', '--standalone', '--nproc_per_node', '2'];
    const quiet = ['--redirects', '9:1', '--tee', '9:1'];
    const rate = ['--epochs', '8', '--learning-rate', '0.02'];
    const output = run(python, [...launch, ...quiet, 'train.py', ...flags, ...rate, '--out', 'two'], folder);
    expect(output).toMatch(/All 2 processes have the same weights: [0-9a-f]{64}\./);
    const all = losses(output);
    expect(all).toHaveLength(8);
    expect(all[7]).toBeLessThan(all[0] / 2);
    expect(output).toMatch(/validation loss [\d.]+, accuracy 100\.0%\n[^\n]*All 2/);
    const trained = importModel(readFileSync(join(folder, 'two/model.safetensors')));
    expect(trained.parameters).not.toEqual(saved.parameters);
    expect(trained.vocabulary).toEqual(saved.vocabulary);
    // And on from there, in one process, with the optimizer's state.
    const on = run(
      python,
      ['train.py', '../reviews.csv', ...flags.slice(1), '--epochs', '1'],
      join(folder, 'two'),
    );
    expect(on).toContain('The optimizer continues from step');
    expect(losses(on)[0]).toBeLessThan(all[0] / 2);
  });

  it.each(cellNames)('trains a network of the cell %s, which the page can load', (cell) => {
    const saved = savedModel({ cell, bidirectional: true, pooling: 'mean-max', keepProb: 0.8 });
    const folder = folderWith(saved, null);
    const rate = ['--epochs', '6', '--learning-rate', '0.02'];
    const all = losses(run(python, ['train.py', ...flags, ...rate, '--out', 'on'], folder));
    expect(all[5]).toBeLessThan(all[0] / 2);
    const { config, parameters } = importModel(readFileSync(join(folder, 'on/model.safetensors')));
    expect(config.cell).toBe(cell);
    for (const [name, values] of parameters) expect(values).not.toEqual(saved.parameters.get(name));
  });

  it.each(['cross-entropy', 'mean-squared-error'] as const)('learns three classes by %s', (loss) => {
    const values = { loss, classWeights: 'balanced', bidirectional: true, pooling: 'mean-max' } as const;
    const saved = savedModel({ ...values, batchSize: 64, keepProb: 1 }, 1, threeClasses);
    const folder = folderWith(saved, null);
    const lines = Array.from({ length: 120 }, (_, i) => {
      const [verdict, label] = [
        ['bad', '1'],
        ['film', '3'],
        ['good', '5'],
        ['great', '4'],
      ][i % 4];
      return `the ${verdict} ${vocabularyWords[i % 7]},${label}`;
    });
    writeFileSync(join(folder, 'stars.csv'), ['review,stars', ...lines].join('\n'));
    const labels = ['negative=1', 'neutral=3', 'positive=4', 'positive=5'];
    const own = ['stars.csv', '--text', 'review', '--label', 'stars', '--validation', '0'];
    const rate = ['--epochs', '25', '--learning-rate', '0.02', '--out', 'on'];
    const named = labels.flatMap((label) => ['--label-of', label]);
    const output = run(python, ['train.py', ...own, ...named, ...rate], folder);
    const all = losses(output);
    // Two steps an epoch.
    expect(all[1]).toBeLessThan(all[0]);
    expect(all[24]).toBeLessThan(all[0] / 2);
    const trained = importModel(readFileSync(join(folder, 'on/model.safetensors')));
    expect(trained.classNames).toEqual(threeClasses);
    expect(trained.parameters).not.toEqual(saved.parameters);
  });

  it('has the loss and the weights of the trainer', () => {
    const folder = folderWith(savedModel({}, 1, threeClasses), null);
    const script = `
import torch
from train import class_weights, losses_of
logits = torch.tensor([[0.0, 1.0, -2.0], [0.5, 0.25, 0.0]])
labels = torch.tensor([1, 2])
for loss in ("cross-entropy", "mean-squared-error"):
    print(losses_of(logits, labels, {"loss": loss}).tolist())
reviews = [([1], 0)] * 4 + [([1], 1)] * 2
print(class_weights({"classWeights": "balanced"}, reviews, 3).tolist())
print(class_weights({"classWeights": "none"}, reviews, 3).tolist())
`;
    const [entropy, squared, balanced, none] = run(python, ['-c', script], folder)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as number[]);
    const logits = Float64Array.of(0, 1, -2, 0.5, 0.25, 0);
    const expected = (loss: Loss, row: number) =>
      lossReference({
        logits: logits.subarray(3 * row, 3 * row + 3),
        labels: Float64Array.of(1 + row),
        weights: Float64Array.of(1),
        loss,
      })[0];
    [0, 1].forEach((row) => {
      expect(entropy[row]).toBeCloseTo(expected('cross-entropy', row), 6);
      expect(squared[row]).toBeCloseTo(expected('mean-squared-error', row), 6);
    });
    expect(balanced).toEqual([0.5, 1, 1]);
    expect(none).toEqual([1, 1, 1]);
  });

  it('says what is wrong with the file', () => {
    const folder = folderWith(savedModel(), null);
    const fail = (...args: string[]) => {
      const { status, stderr } = spawnSync(python, ['train.py', ...args], { cwd: folder, encoding: 'utf8' });
      expect(status).not.toBe(0);
      return stderr;
    };
    expect(fail('reviews.csv', '--text', 'review', '--label', 'verdict')).toContain('no column “verdict”');
    expect(fail('reviews.csv', '--text', 'review', '--label', 'stars')).toContain(
      '0 rows have the label “negative” and 0 rows have the label “positive”.',
    );
  });
});
