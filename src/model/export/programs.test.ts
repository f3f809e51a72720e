/** The programs in a bundle, run as a user would run them: raw text in, probability out. */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { defaultDecision } from '../../contract/decision.ts';
import { encodeText, readingOf, Vocabulary } from '../data/index.ts';
import { classOf } from '../evaluation/index.ts';
import { exportParts } from '../../contract/export-parts.ts';
import { bundleFiles, makeGolden } from './index.ts';
import type { SavedModel } from './saved-model.ts';
import { describeWithPython, folderOf, run } from './testing/python.ts';
import {
  decided,
  differenceFromReference,
  fiveClasses,
  networks,
  referenceProbabilities,
  savedModel,
  threeClasses,
} from './testing/saved.ts';

/** A bundle of everything, unpacked. Its golden answers are those of the references, not of the programs. */
function unpacked(saved: SavedModel): string {
  const golden = makeGolden(saved);
  const cases = golden.cases.map((one) => ({
    ...one,
    probabilities: [...referenceProbabilities(saved, one.ids)],
  }));
  return folderOf(bundleFiles(saved, new Set(exportParts), { golden: { ...golden, cases } }));
}

const bundles = () =>
  networks.map(([, values, classNames, decision]) => unpacked(savedModel(values, 5, classNames, decision)));

/** What `folder/golden.json` has, with one answer changed by a little more than is allowed. */
function spoil(saved: SavedModel): string {
  const golden = makeGolden(saved);
  golden.cases[20].probabilities[1] += 2e-5;
  return folderOf(bundleFiles(saved, new Set(exportParts), { golden }));
}

const texts = ['Phim rất hay!', 'not good, don’t'];

describe('the JavaScript of a bundle', () => {
  it('gives the golden answers, for each network', () => {
    for (const folder of bundles())
      expect(run('node', ['verify.mjs'], folder)).toMatch(/^JavaScript: 50 texts, all the same;/);
  });

  it('says when they differ', () => {
    const { status, stdout } = spawnSync('node', ['verify.mjs'], {
      cwd: spoil(savedModel()),
      encoding: 'utf8',
    });
    expect(stdout).toMatch(/^JavaScript: 50 texts, 1 differ; largest difference 2\.0e-5/);
    expect(status).toBe(1);
    const three = spoil(savedModel({}, 1, threeClasses));
    expect(spawnSync('node', ['verify.mjs'], { cwd: three, encoding: 'utf8' }).stdout).toContain('1 differ');
  });

  it('answers for texts, given as arguments or a line each', () => {
    const saved = savedModel();
    const folder = unpacked(saved);
    const answers = JSON.parse(run('node', ['predict.mjs', '--json', ...texts], folder)) as object[];
    expect(answers).toEqual(texts.map((text) => ({ text, probability: expect.any(Number) as number })));
    expect(JSON.parse(run('node', ['predict.mjs', '--json'], folder, `${texts.join('\n')}\n\n`))).toEqual(
      answers,
    );
    expect(run('node', ['predict.mjs', texts[0]], folder)).toMatch(
      /^(negative|positive)\t0\.\d{4}\tPhim rất hay!\n$/,
    );
  });

  it.each([threeClasses, fiveClasses].map((names) => ({ names })))(
    'gives the probability of each of $names.length classes',
    ({ names }) => {
      const saved = savedModel({}, 1, names);
      const folder = unpacked(saved);
      const [answer, none] = JSON.parse(
        run('node', ['predict.mjs', '--json', texts[0], '?'], folder),
      ) as NamedAnswer[];
      expectNamed(saved, answer);
      expect(none).toEqual({ text: '?', class: null, probabilities: null });
      const share = answer.probabilities[answer.class].toFixed(4);
      expect(run('node', ['predict.mjs', texts[0]], folder)).toBe(`${answer.class}\t${share}\t${texts[0]}\n`);
    },
  );
});

describe('a decision', () => {
  const isDecided: [string, SavedModel][] = [
    ['two classes', savedModel({}, 2, undefined, decided[2])],
    ['three classes', savedModel({}, 2, threeClasses, decided[3])],
  ];
  const sentences = [...texts, 'good good film', 'bad, very bad', 'the food'];

  /** Names of the classes in the lines that a program prints, and the numbers beside them. */
  const printed = (program: string, args: readonly string[], folder: string) => {
    const lines = run(program, [...args, ...sentences], folder)
      .trim()
      .split('\n');
    return lines.map((line) => line.split('\t').slice(0, 2));
  };
  const expected = (saved: SavedModel, temperature: number) =>
    sentences.map((text) => {
      const { ids } = encodeText(text, new Vocabulary(saved.vocabulary), readingOf(saved));
      const found = classOf(referenceProbabilities(saved, [...ids]), saved.decision);
      const shown = referenceProbabilities({ ...saved, decision: { ...saved.decision, temperature } }, [
        ...ids,
      ]);
      return [saved.classNames[found], shown[saved.classNames.length === 2 ? 1 : found].toFixed(4)];
    });

  it.each(isDecided)('gives its classes and probabilities, calibrated or not: %s', (_name, saved) => {
    const folder = unpacked(saved);
    const { temperature } = saved.decision;
    const [calibrated, plain] = [expected(saved, temperature), expected(saved, 1)];
    expect(calibrated).not.toEqual(plain);
    expect(calibrated.map(([name]) => name)).not.toEqual(
      expected({ ...saved, decision: defaultDecision(saved.classNames.length) }, 1).map(([name]) => name),
    );
    expect(printed('node', ['predict.mjs'], folder)).toEqual(calibrated);
    expect(printed('node', ['predict.mjs', '--calibrated'], folder)).toEqual(calibrated);
    expect(printed('node', ['predict.mjs', '--no-calibrated'], folder)).toEqual(plain);
  });

  describeWithPython('in Python', ['numpy'], ['predict.py'], (python) => {
    it.each(isDecided)('gives its classes and probabilities, calibrated or not: %s', (_name, saved) => {
      const folder = unpacked(saved);
      const program = ['predict.py', '--engine', 'numpy'];
      expect(printed(python, program, folder)).toEqual(expected(saved, saved.decision.temperature));
      expect(printed(python, ['predict.py', '--no-calibrated'], folder)).toEqual(expected(saved, 1));
    });
  });

  it('is checked by the golden texts', () => {
    const [[, saved]] = isDecided;
    const golden = makeGolden(saved);
    const sure = golden.cases.find(({ probabilities: [, p] }) => p > 0.2);
    Object.assign(sure ?? {}, { class: 0 });
    const folder = folderOf(bundleFiles(saved, new Set(exportParts), { golden }));
    const { stdout, stderr } = spawnSync('node', ['verify.mjs'], { cwd: folder, encoding: 'utf8' });
    expect(stdout).toContain('1 differ');
    expect(stderr).toContain('another class');
  });
});

interface NamedAnswer {
  class: string;
  probabilities: Record<string, number>;
}

/** Of `texts[0]`. */
function expectNamed(saved: SavedModel, answer: NamedAnswer): void {
  const { ids } = encodeText(texts[0], new Vocabulary(saved.vocabulary), readingOf(saved));
  const given = saved.classNames.map((name) => answer.probabilities[name]);
  expect(differenceFromReference(saved, [...ids], given)).toBeLessThan(1e-5);
  expect(answer.class).toBe(saved.classNames[given.indexOf(Math.max(...given))]);
}

/** Loads each folder's model and compares with its golden.json, in one process: starting one takes long. */
const verifyAll = `
import sys
from pathlib import Path
from forget_gate import read_json, verify
from LOADER import load
good = True
for folder in sys.argv[1:]:
    LOAD
    model = encode, answer, settings["decision"]["weights"]
    good = verify("all", model, read_json(Path(folder) / "golden.json")) and good
sys.exit(0 if good else 1)
`;

function verifyScript(loader: string, load: string): string {
  return verifyAll.replace('LOADER', loader).replace('LOAD', load);
}

describeWithPython('the Python of a bundle, with NumPy', ['numpy'], ['predict.py', 'verify.py'], (python) => {
  it('gives the golden answers, for each network', () => {
    const folders = bundles();
    const script = verifyScript('predict', 'settings, encode, answer = load(folder, "numpy")');
    const lines = run(python, ['-c', script, ...folders], folders[0])
      .trim()
      .split('\n');
    expect(lines).toHaveLength(networks.length);
    for (const line of lines) expect(line).toMatch(/^all: 50 texts, all the same;/);
  });

  it('says so by itself, and when they differ', () => {
    expect(run(python, ['verify.py'], unpacked(savedModel()))).toMatch(/^NumPy: 50 texts, all the same;/);
    const { status, stdout } = spawnSync(python, ['verify.py'], {
      cwd: spoil(savedModel()),
      encoding: 'utf8',
    });
    expect(stdout).toMatch(/^NumPy: 50 texts, 1 differ; largest difference 2\.0e-05/);
    expect(status).toBe(1);
  });

  it('answers for texts as the JavaScript does', () => {
    const folder = unpacked(savedModel());
    const answers = JSON.parse(
      run(python, ['predict.py', '--json', '--engine', 'numpy', ...texts], folder),
    ) as {
      probability: number;
    }[];
    const expected = JSON.parse(run('node', ['predict.mjs', '--json', ...texts], folder)) as typeof answers;
    expect(answers.map(({ probability }) => probability.toFixed(12))).toEqual(
      expected.map(({ probability }) => probability.toFixed(12)),
    );
    expect(
      run(python, ['predict.py', '--engine', 'numpy'], folder, texts.join('\n')).split('\n'),
    ).toHaveLength(3);
  });

  it('gives the probability of each class, and says when one differs', () => {
    const saved = savedModel({}, 1, threeClasses);
    const folder = unpacked(saved);
    const numpy = ['predict.py', '--engine', 'numpy'];
    const [answer, none] = JSON.parse(
      run(python, [...numpy, '--json', texts[0], '?'], folder),
    ) as NamedAnswer[];
    expectNamed(saved, answer);
    expect(none).toEqual({ text: '?', class: null, probabilities: null });
    expect(run(python, [...numpy, ...texts], folder)).toBe(run('node', ['predict.mjs', ...texts], folder));
    const { stdout } = spawnSync(python, ['verify.py'], { cwd: spoil(saved), encoding: 'utf8' });
    expect(stdout).toMatch(/^NumPy: 50 texts, 1 differ; largest difference 2\.0e-05/);
  });
});

describeWithPython('the Python of a bundle, with PyTorch', ['torch', 'numpy'], ['model.py'], (python) => {
  it('gives the golden answers, for each network', () => {
    const folders = bundles();
    const script = verifyScript(
      'model',
      'model, settings, encode = load(folder); answer = model.probabilities',
    );
    const lines = run(python, ['-c', script, ...folders], folders[0])
      .trim()
      .split('\n');
    expect(lines).toHaveLength(networks.length);
    for (const line of lines) expect(line).toMatch(/^all: 50 texts, all the same;/);
  });

  it('says so by itself', () => {
    expect(run(python, ['verify_torch.py'], unpacked(savedModel()))).toMatch(
      /^PyTorch: 50 texts, all the same;/,
    );
  });
});
