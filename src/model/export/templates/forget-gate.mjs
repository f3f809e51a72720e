/**
 * A Forget Gate model in plain JavaScript: from a raw text to the probability of class 1. It runs in browsers
 * and in Node, needs nothing else, and computes in float64. What each file holds, and each formula, stands in
 * README.md beside it.
 *
 * @typedef {{ layerSizes: number[], embeddingSize: number, bidirectional: boolean, pooling: string,
 *   lowercase: boolean, punctuation: boolean, maxLength: number, keptEnd: string }} Config
 * @typedef {Map<string, Float32Array>} Parameters
 * @typedef {{ tokens: string[], ids: number[] }} Encoded `tokens`: all of the text; `ids`: what the network reads
 */

const unknownId = 1;

/** What windows-1252 has at 0x80 to 0x9f; its five empty places are removed. */
const windows1252 =
  '\u20ac\0\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\0\u017d\0' +
  '\0\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\0\u017e\u0178';

/** A run of marks that is longer than thirty, its first thirty. */
const longRun = /(?:(?!\u034f)\p{M}){30}(?=(?!\u034f)\p{M})/gu;

/**
 * NFC, in time that grows with the length: in a row of marks U+034F comes after every 30th (Unicode's Stream-Safe
 * Text Format), before it and behind it, since NFC writes some marks as two.
 *
 * @param {string} text
 */
function nfc(text) {
  return text.replace(longRun, '$&\u034f').normalize('NFC').replace(longRun, '$&\u034f');
}

/**
 * A text as the training read it.
 *
 * @param {string} text
 */
function clean(text) {
  const whole = text
    .replace(/[\u0080-\u009f]/g, (unit) => windows1252[unit.charCodeAt(0) - 0x80] ?? '')
    .replace(/[\0-\x08\x0e-\x1f\x7f\u00ad\u200b]/g, '')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/<\/?br\s{0,4}\/?\s{0,4}>/gi, ' ');
  return nfc(whole).replace(/\s/g, ' ');
}

/**
 * Words are runs of letters, marks and digits, with the apostrophes inside them. With `punctuation` each other
 * mark and symbol is a token of its own; everything else only separates.
 *
 * @param {string} text
 * @param {Pick<Config, 'lowercase' | 'punctuation'>} config
 * @returns {string[]}
 */
export function tokenize(text, config) {
  const cleaned = clean(text);
  const cased = nfc(config.lowercase ? cleaned.toLowerCase() : cleaned);
  const token = config.punctuation
    ? /[\p{L}\p{M}\p{N}]+(?:'[\p{L}\p{M}\p{N}]+)*|[\p{P}\p{S}]/gu
    : /[\p{L}\p{M}\p{N}]+(?:'[\p{L}\p{M}\p{N}]+)*/gu;
  return cased.replaceAll('\u2019', "'").match(token) ?? [];
}

/**
 * @param {readonly string[]} vocabulary a word's index is its id; 0 is padding, 1 is any unknown word
 * @param {Config} config
 * @returns {(text: string) => Encoded}
 */
export function encoder(vocabulary, config) {
  const idOf = new Map(vocabulary.slice(2).map((word, index) => [word, index + 2]));
  return (text) => {
    const tokens = tokenize(text, config);
    const kept =
      config.keptEnd === 'end' ? tokens.slice(-config.maxLength) : tokens.slice(0, config.maxLength);
    const ids = kept.map((token) => idOf.get(token) ?? unknownId);
    return { tokens, ids: ids.length > 0 ? ids : [unknownId] };
  };
}

/**
 * Reads model.safetensors: 8 bytes with the header's length, the header as JSON, and then all tensors, which
 * are little-endian float32.
 *
 * @param {Uint8Array} bytes
 * @returns {Parameters}
 */
export function readSafetensors(bytes) {
  const headerLength = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  const start = 8 + headerLength;
  /** @type {Record<string, { dtype: string, data_offsets: [number, number] }>} */
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, start)));
  /** @type {Parameters} */
  const parameters = new Map();
  for (const [name, { dtype, data_offsets: range }] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    if (dtype !== 'F32') throw new Error(`${name} is ${dtype}: this program reads float32.`);
    // A copy: in the file a tensor may start anywhere, and a view of floats may not.
    const values = new Uint8Array(bytes.subarray(start + range[0], start + range[1]));
    parameters.set(name, new Float32Array(values.buffer));
  }
  return parameters;
}

/**
 * The weights that a network with these settings has, by name: how many numbers each.
 *
 * @param {Config} config
 * @param {number} vocabularyCount
 */
export function parameterSizes(config, vocabularyCount) {
  const directions = config.bidirectional ? ['forward', 'backward'] : ['forward'];
  let width = config.embeddingSize;
  /** @type {Map<string, number>} */
  const sizes = new Map([['embedding', vocabularyCount * width]]);
  config.layerSizes.forEach((hidden, layer) => {
    for (const way of directions) {
      sizes.set(`lstm_${layer}/${way}/kernel`, width * 4 * hidden);
      sizes.set(`lstm_${layer}/${way}/recurrent_kernel`, hidden * 4 * hidden);
      sizes.set(`lstm_${layer}/${way}/bias`, 4 * hidden);
    }
    width = hidden * directions.length;
  });
  sizes.set('dense/kernel', config.pooling === 'mean-max' ? 2 * width : width);
  return sizes.set('dense/bias', 1);
}

/** @param {number} x */
function sigmoid(x) {
  return 1 / (1 + Math.exp(-x));
}

/**
 * One LSTM layer in one direction: [T,D] to [T,H], both row by row. Gates stand in the order i, f, c, o.
 *
 * @param {Float64Array} x
 * @param {number} time T
 * @param {Parameters} parameters
 * @param {string} name such as "lstm_0/forward"
 * @param {boolean} reverse reads from the last word to the first; an output stands at the place of its word
 */
function lstm(x, time, parameters, name, reverse) {
  const kernel = parameter(parameters, `${name}/kernel`);
  const recurrent = parameter(parameters, `${name}/recurrent_kernel`);
  const bias = parameter(parameters, `${name}/bias`);
  const inputs = x.length / time;
  const hidden = bias.length / 4;
  const output = new Float64Array(time * hidden);
  const sums = new Float64Array(4 * hidden);
  const h = new Float64Array(hidden);
  const c = new Float64Array(hidden);
  for (let step = 0; step < time; step++) {
    const t = reverse ? time - 1 - step : step;
    sums.set(bias);
    addProduct(sums, x.subarray(t * inputs, (t + 1) * inputs), kernel);
    addProduct(sums, h, recurrent);
    for (let j = 0; j < hidden; j++) {
      const candidate = Math.tanh(sums[2 * hidden + j]);
      c[j] = sigmoid(sums[hidden + j]) * c[j] + sigmoid(sums[j]) * candidate;
      h[j] = sigmoid(sums[3 * hidden + j]) * Math.tanh(c[j]);
    }
    output.set(h, t * hidden);
  }
  return output;
}

/**
 * sums += vector · matrix
 *
 * @param {Float64Array} sums [N]
 * @param {Float64Array} vector [M]
 * @param {Float32Array} matrix [M,N], row by row
 */
function addProduct(sums, vector, matrix) {
  for (let row = 0; row < vector.length; row++) {
    const factor = vector[row];
    const start = row * sums.length;
    for (let column = 0; column < sums.length; column++) sums[column] += factor * matrix[start + column];
  }
}

/**
 * @param {Parameters} parameters
 * @param {string} name
 */
function parameter(parameters, name) {
  const values = parameters.get(name);
  if (!values) throw new Error(`The model has no parameter ${name}.`);
  return values;
}

/**
 * [T,H] of each direction side by side.
 *
 * @param {Float64Array[]} outputs
 * @param {number} time
 */
function join(outputs, time) {
  if (outputs.length === 1) return outputs[0];
  const width = outputs.reduce((sum, output) => sum + output.length / time, 0);
  const joined = new Float64Array(time * width);
  let column = 0;
  for (const output of outputs) {
    const hidden = output.length / time;
    for (let t = 0; t < time; t++)
      joined.set(output.subarray(t * hidden, (t + 1) * hidden), t * width + column);
    column += hidden;
  }
  return joined;
}

/**
 * One vector from the outputs [T,H] of all words.
 *
 * @param {Float64Array} output
 * @param {number} time
 * @param {string} mode `first` is where a layer that reads backwards ends
 */
function pool(output, time, mode) {
  const hidden = output.length / time;
  if (mode === 'first') return output.slice(0, hidden);
  if (mode === 'last') return output.slice((time - 1) * hidden);
  const pooled = output.slice(0, hidden);
  for (let t = 1; t < time; t++)
    for (let j = 0; j < hidden; j++) {
      const value = output[t * hidden + j];
      pooled[j] = mode === 'max' ? Math.max(pooled[j], value) : pooled[j] + value;
    }
  return mode === 'max' ? pooled : pooled.map((sum) => sum / time);
}

/**
 * The network: ids of one text, at least one, to the probability of class 1.
 *
 * @param {Config} config
 * @param {Parameters} parameters
 * @returns {(ids: ArrayLike<number>) => number}
 */
export function network(config, parameters) {
  const directions = config.bidirectional ? ['forward', 'backward'] : ['forward'];
  const modes = config.pooling === 'mean-max' ? ['mean', 'max'] : [config.pooling];
  const embedding = parameter(parameters, 'embedding');
  const size = config.embeddingSize;
  return (ids) => {
    const time = ids.length;
    /** @type {Float64Array[]} */
    let outputs = [new Float64Array(time * size)];
    for (let t = 0; t < time; t++)
      outputs[0].set(embedding.subarray(ids[t] * size, (ids[t] + 1) * size), t * size);
    for (let layer = 0; layer < config.layerSizes.length; layer++) {
      const x = join(outputs, time);
      outputs = directions.map((way) =>
        lstm(x, time, parameters, `lstm_${layer}/${way}`, way === 'backward'),
      );
    }
    const features = modes.flatMap((mode) =>
      outputs.map((output, way) => pool(output, time, mode === 'last' && way === 1 ? 'first' : mode)),
    );
    const logit = Float64Array.from(parameter(parameters, 'dense/bias'));
    let row = 0;
    const kernel = parameter(parameters, 'dense/kernel');
    for (const part of features) {
      addProduct(logit, part, kernel.subarray(row, row + part.length));
      row += part.length;
    }
    return sigmoid(logit[0]);
  };
}
