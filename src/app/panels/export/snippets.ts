/** How each part of a bundle is used once it is unpacked, as code to copy. */
import type { ExportPart } from '../../../workers/protocol.ts';

export interface Snippet {
  /** What runs it. */
  runtime: string;
  code: string;
}

/** The answer of two classes is the probability of the second. */
const outputOf = (classes: number) => (classes === 2 ? 'probability' : 'probabilities');

/**
 * The code for each part.
 * @param classes two share one output
 */
export const snippetsFor = (classes: number): Record<ExportPart, readonly Snippet[]> => ({
  tfjs: [
    {
      runtime: 'TensorFlow.js',
      code: `import * as tf from '@tensorflow/tfjs';

// README.md has the code that turns a text into ids.
const model = await tf.loadLayersModel('./model/model.json');
const ${classes === 2 ? '[probability]' : 'probabilities'} = await model.predict(tf.tensor2d([ids], undefined, 'int32')).data();`,
    },
  ],
  safetensors: [
    {
      runtime: 'Python, safetensors',
      code: `from safetensors.numpy import load_file

weights = load_file("model.safetensors")
print({name: tensor.shape for name, tensor in weights.items()})`,
    },
  ],
  onnx: [
    {
      runtime: 'Python, ONNX Runtime',
      code: `import numpy as np
import onnxruntime

session = onnxruntime.InferenceSession("model.onnx")
# ids: int64 [batch, time], filled up with 0; lengths: int32 [batch]
${outputOf(classes)} = session.run(["${outputOf(classes)}"], {"ids": ids, "lengths": lengths})[0]`,
    },
  ],
  keras: [
    {
      runtime: 'Python, Keras 3',
      code: `import keras

model = keras.saving.load_model("model.keras")
${outputOf(classes)} = model.predict(ids)  # ids [batch, time], filled up with 0`,
    },
  ],
  code: [
    { runtime: 'Node', code: 'node predict.mjs "A fine film."' },
    { runtime: 'Python', code: 'python3 predict.py "A fine film."' },
  ],
  training: [
    {
      runtime: 'PyTorch',
      code: 'python3 train.py reviews.csv --text review --label sentiment --out trained',
    },
  ],
});
