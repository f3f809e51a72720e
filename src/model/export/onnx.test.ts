/** `model.onnx` in ONNX Runtime, and in the checker of the onnx package. */
import * as ort from 'onnxruntime-web';
import { describe, expect, it } from 'vitest';
import { cellFormats } from './cells.ts';
import { bundleFiles, goldenInputs } from './index.ts';
import { onnxModel } from './onnx.ts';
import type { SavedModel } from './saved-model.ts';
import { describeWithPython, folderOf, run } from './testing/python.ts';
import { differenceFromReference, networks, savedModel } from './testing/saved.ts';

ort.env.wasm.numThreads = 1;

/** Of each text the probabilities, of two classes that of class 1 alone; shorter rows end with `filling`. */
async function predict(
  session: ort.InferenceSession,
  texts: readonly (readonly number[])[],
  filling = 0,
): Promise<number[][]> {
  const time = Math.max(...texts.map((ids) => ids.length));
  const ids = new BigInt64Array(texts.length * time).fill(BigInt(filling));
  texts.forEach((row, b) => ids.set(row.map(BigInt), b * time));
  const lengths = Int32Array.from(texts, (row) => row.length);
  const outputs = await session.run({
    ids: new ort.Tensor('int64', ids, [texts.length, time]),
    lengths: new ort.Tensor('int32', lengths, [texts.length]),
  });
  const [[name, { dims, data }]] = Object.entries(outputs);
  expect([name, dims[0]]).toEqual([dims.length === 1 ? 'probability' : 'probabilities', texts.length]);
  const classes = dims[1] ?? 1;
  const all = [...(data as Float32Array)];
  return texts.map((_, i) => all.slice(i * classes, (i + 1) * classes));
}

function expectReference(
  saved: SavedModel,
  texts: readonly number[][],
  answers: readonly (readonly number[])[],
): void {
  const two = saved.classNames.length === 2;
  for (const answer of answers) expect(answer).toHaveLength(two ? 1 : saved.classNames.length);
  texts.forEach((ids, i) => expect(differenceFromReference(saved, ids, answers[i])).toBeLessThan(1e-5));
}

describe('ONNX Runtime', () => {
  it.each(networks)(
    'gives the golden answers in one batch: %s',
    async (_name, values, classNames, decision) => {
      const saved = savedModel(values, 3, classNames, decision);
      const session = await ort.InferenceSession.create(onnxModel(saved));
      const texts = goldenInputs(saved).map(({ ids }) => ids);
      expectReference(saved, texts, await predict(session, texts));
      await session.release();
    },
  );

  it.each(networks)(
    'does so whatever the padding is, and one text at a time: %s',
    async (_name, values, classNames, decision) => {
      const saved = savedModel(values, 4, classNames, decision);
      const session = await ort.InferenceSession.create(onnxModel(saved));
      const texts = goldenInputs(saved)
        .slice(-6)
        .map(({ ids }) => ids);
      expectReference(saved, texts, await predict(session, texts, 7));
      const answers = await Promise.all(texts.map((ids) => predict(session, [ids])));
      expectReference(saved, texts, answers.flat());
      await session.release();
    },
  );
});

const check = `
import sys, onnx
for path in sys.argv[1:]:
    model = onnx.load(path)
    onnx.checker.check_model(model, full_check=True)
    ops = [node.op_type for node in model.graph.node]
    print([op for op in ops if op in ("LSTM", "GRU", "RNN")], model.opset_import[0].version, [i.name for i in model.graph.input])
`;

describeWithPython('the checker of onnx', ['onnx'], ['model.onnx'], (python) => {
  it('accepts each network, with one recurrent node a layer and direction', () => {
    const saved = networks.map(([, values, classNames, decision]) =>
      savedModel(values, 1, classNames, decision),
    );
    const folder = folderOf(Object.fromEntries(saved.map((one, i) => [`${i}.onnx`, onnxModel(one)])));
    const lines = run(python, ['-c', check, ...saved.map((_, i) => `${i}.onnx`)], folder);
    expect(lines.trim().split('\n')).toEqual(
      saved.map(({ config }) => {
        const nodes = config.layerSizes.length * (config.bidirectional ? 2 : 1);
        const ops = Array.from({ length: nodes }, () => `'${cellFormats[config.cell].onnx.op}'`);
        return `[${ops.join(', ')}] 14 ['ids', 'lengths']`;
      }),
    );
  });
});

describe('model.onnx', () => {
  it('is in the bundle as it stands, and is not written for parameters that do not fit', () => {
    const saved = savedModel();
    expect(bundleFiles(saved, new Set(['onnx']))['model.onnx']).toEqual(onnxModel(saved));
    const parameters = new Map(saved.parameters).set('dense/bias', new Float32Array(2));
    expect(() => onnxModel({ ...saved, parameters })).toThrow('dense/bias does not fit');
  });
});
