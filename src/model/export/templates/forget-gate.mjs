/**
 * A Forget Gate model in plain JavaScript: from a raw text to the probability of each class. It runs in
 * browsers and in Node, needs nothing else, and computes in float64. What each file holds, and each formula, stands in
 * README.md beside it.
 *
 * @typedef {{ lowercase: boolean, punctuation: boolean, tokenization?: string, maxLength: number, keptEnd: string }} Config
 * @typedef {{ name: string, parameters: { name: string, shape: number[] }[] }} Named
 * @typedef {Named & { kind: 'embedding', size: number }} Embedding
 * @typedef {Named & { kind: 'dropout' }} Dropout
 * @typedef {Named & { kind: 'recurrent', cell: string, units: number, directions: readonly string[] }} Recurrent
 * @typedef {Named & { kind: 'pooling', modes: readonly string[] }} Pooling
 * @typedef {Named & { kind: 'dense', units: number, activation: string }} Dense
 * @typedef {Embedding | Dropout | Recurrent | Pooling | Dense} Layer of `layers` in settings.json
 * @typedef {Map<string, Float32Array>} Parameters
 * @typedef {{ temperature: number, weights: readonly number[] }} Decision of settings.json
 * @typedef {{ tokens: string[], ids: number[] }} Encoded `tokens`: all of the text; `ids`: what the network reads
 */

export const unknownId = 1;

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
  return nfc(whole).replace(/\s+/g, ' ');
}

const wholeWord = "[\\p{L}\\p{M}\\p{N}]+(?:'[\\p{L}\\p{M}\\p{N}]+)*";
/** A character of a word, with all that belongs to it. */
const character =
  "(?:[\\p{L}\\p{M}\\p{N}]|(?<=[\\p{L}\\p{M}\\p{N}])'(?=[\\p{L}\\p{M}\\p{N}]))[\\p{M}\\u0e33\\u0eb3\\uff9e\\uff9f]*";

/** Characters of scripts that write no spaces between words. */
export const spaceless =
  /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3040-\u30ff\u3100-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua9e0-\ua9ff\uaa60-\uaa7f\uf900-\ufaff\uff66-\uff9f\u{20000}-\u{3ffff}]/u;

/**
 * Cuts words by the platform's dictionaries; those of scripts with spaces stay whole.
 *
 * @param {string} locale
 * @returns {(word: string) => string[]}
 */
function segments(locale) {
  if (!('Segmenter' in Intl))
    throw new Error('This model needs Intl.Segmenter, which is missing here: take a newer browser or Node.');
  const segmenter = new Intl.Segmenter(locale, { granularity: 'word' });
  return (word) =>
    spaceless.test(word) ? Array.from(segmenter.segment(word), ({ segment }) => segment) : [word];
}

/**
 * Words are runs of letters, marks and digits, with the apostrophes inside them. With `punctuation` each other
 * mark and symbol is a token of its own; everything else only separates. `tokenization` may say that tokens are the
 * words' characters, or what a segmenter makes of them.
 *
 * @param {Pick<Config, 'lowercase' | 'punctuation' | 'tokenization'>} config
 * @param {(text: string) => string} strip `markupStripper` of markup.mjs
 * @returns {(text: string) => string[]}
 */
export function tokenizer({ lowercase, punctuation, tokenization = 'words' }, strip) {
  const letters = tokenization === 'characters' ? character : wholeWord;
  const token = new RegExp(punctuation ? `${letters}|[\\p{P}\\p{S}]` : letters, 'gu');
  const locale = /^segmenter-(.*)/.exec(tokenization)?.[1];
  const cut = locale ? segments(locale) : null;
  return (text) => {
    const cleaned = clean(text);
    const stripped = strip(cleaned);
    const plain = stripped === cleaned ? cleaned : clean(stripped);
    const cased = nfc(lowercase ? plain.toLowerCase() : plain);
    const tokens = cased.replaceAll('\u2019', "'").match(token) ?? [];
    return cut ? tokens.flatMap(cut) : tokens;
  };
}

/**
 * @param {readonly string[]} vocabulary a word's index is its id; 0 is padding, 1 is any unknown word
 * @param {Config} config
 * @param {(text: string) => string} strip `markupStripper` of markup.mjs with `markup` of settings.json
 * @returns {(text: string) => Encoded}
 */
export function encoder(vocabulary, config, strip) {
  const tokenize = tokenizer(config, strip);
  const idOf = new Map(vocabulary.slice(2).map((word, index) => [word, index + 2]));
  return (text) => {
    const tokens = tokenize(text);
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
 * The weights that these layers have, by name: how many numbers each.
 *
 * @param {readonly Layer[]} layers
 */
export function parameterSizes(layers) {
  const parameters = layers.flatMap((layer) => layer.parameters);
  return new Map(parameters.map(({ name, shape }) => [name, shape.reduce((size, count) => size * count, 1)]));
}

/** @param {number} x */
function sigmoid(x) {
  return 1 / (1 + Math.exp(-x));
}

/**
 * From the logits to the probability of each class. Two classes share one logit, which is that of class 1.
 *
 * @type {Record<string, (logits: Float64Array) => Float64Array>}
 */
const activations = {
  sigmoid([logit]) {
    return Float64Array.of(sigmoid(-logit), sigmoid(logit));
  },
  softmax(logits) {
    const largest = Math.max(...logits);
    const shares = logits.map((logit) => Math.exp(logit - largest));
    const sum = shares.reduce((total, share) => total + share, 0);
    return shares.map((share) => share / sum);
  },
};

/**
 * The class with the highest product of probability and weight, of several the first.
 *
 * @param {Float64Array} probabilities of each class
 * @param {readonly number[]} weights of each class, of `decision` in settings.json
 */
export function classOf(probabilities, weights) {
  const products = probabilities.map((probability, id) => probability * weights[id]);
  return products.indexOf(Math.max(...products));
}

/**
 * What settings.json says of how classes are made of logits; without that: probabilities as the network gives them, and
 * the most probable class.
 *
 * @param {{ decision?: Decision, classNames: readonly string[] }} settings
 * @returns {Decision}
 */
export function decisionOf({ decision, classNames }) {
  return decision ?? { temperature: 1, weights: classNames.map(() => 1) };
}

/**
 * The decision that gives the same classes with the probabilities as the network gives them, of temperature 1.
 *
 * @param {Decision} decision
 * @returns {Decision}
 */
export function uncalibrated({ temperature, weights }) {
  const largest = Math.max(...weights);
  return { temperature: 1, weights: weights.map((weight) => (weight / largest) ** temperature) };
}

/**
 * Each kind of cell: from its recurrent kernel [H,G·H] to a function that makes h of the h before it, in place. `sums`
 * [G·H] comes as x·W + b, gate after gate, and may be written over.
 *
 * @type {Record<string, (recurrent: Float32Array, hidden: number) => (sums: Float64Array, h: Float64Array) => void>}
 */
const cells = {
  lstm(recurrent, hidden) {
    const c = new Float64Array(hidden);
    return (sums, h) => {
      addProduct(sums, h, recurrent);
      for (let j = 0; j < hidden; j++) {
        const candidate = Math.tanh(sums[2 * hidden + j]);
        c[j] = sigmoid(sums[hidden + j]) * c[j] + sigmoid(sums[j]) * candidate;
        h[j] = sigmoid(sums[3 * hidden + j]) * Math.tanh(c[j]);
      }
    };
  },
  gru(recurrent, hidden) {
    return (sums, h) => {
      const gates = sums.subarray(0, 2 * hidden);
      const candidate = sums.subarray(2 * hidden);
      addProduct(gates, h, recurrent);
      addProduct(
        candidate,
        h.map((value, j) => sigmoid(gates[hidden + j]) * value),
        recurrent,
        2 * hidden,
      );
      for (let j = 0; j < hidden; j++) {
        const z = sigmoid(gates[j]);
        h[j] = z * h[j] + (1 - z) * Math.tanh(candidate[j]);
      }
    };
  },
  'simple-rnn'(recurrent) {
    return (sums, h) => {
      addProduct(sums, h, recurrent);
      h.set(sums.map(Math.tanh));
    };
  },
};

/**
 * One recurrent layer in one direction: [T,D] to [T,H], both row by row.
 *
 * @param {Float64Array} x
 * @param {number} time T
 * @param {Recurrent} layer
 * @param {string} direction `backward` reads from the last word to the first; an output stands at its word's place
 * @param {Parameters} parameters
 */
function recur(x, time, { name, cell, units }, direction, parameters) {
  const own = (/** @type {string} */ part) => parameter(parameters, `${name}/${direction}/${part}`);
  const kernel = own('kernel');
  const bias = own('bias');
  const step = cells[cell](own('recurrent_kernel'), units);
  const inputs = x.length / time;
  const output = new Float64Array(time * units);
  const sums = new Float64Array(bias.length);
  const h = new Float64Array(units);
  for (let n = 0; n < time; n++) {
    const t = direction === 'backward' ? time - 1 - n : n;
    sums.set(bias);
    addProduct(sums, x.subarray(t * inputs, (t + 1) * inputs), kernel);
    step(sums, h);
    output.set(h, t * units);
  }
  return output;
}

/**
 * sums += vector · as many columns of a matrix
 *
 * @param {Float64Array} sums [N]
 * @param {Float64Array} vector [M]
 * @param {Float32Array} matrix [M,·], row by row
 * @param {number} first of its columns
 */
function addProduct(sums, vector, matrix, first = 0) {
  const width = matrix.length / vector.length;
  for (let row = 0; row < vector.length; row++) {
    const factor = vector[row];
    const start = row * width + first;
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
 * What a layer makes of the outputs of the one before it, an array for each direction.
 *
 * @param {Layer} layer
 * @param {Float64Array[]} parts
 * @param {ArrayLike<number>} ids
 * @param {Parameters} parameters
 * @returns {Float64Array[]}
 */
function apply(layer, parts, ids, parameters) {
  const time = ids.length;
  switch (layer.kind) {
    case 'embedding':
      return [embed(ids, parameter(parameters, layer.name), layer.size)];
    case 'recurrent': {
      const x = join(parts, time);
      return layer.directions.map((direction) => recur(x, time, layer, direction, parameters));
    }
    case 'pooling': {
      const pools = layer.modes.flatMap((mode) =>
        parts.map((part, way) => pool(part, time, mode === 'last' && way === 1 ? 'first' : mode)),
      );
      return [join(pools, 1)];
    }
    case 'dense': {
      const logit = Float64Array.from(parameter(parameters, `${layer.name}/bias`));
      addProduct(logit, parts[0], parameter(parameters, `${layer.name}/kernel`));
      return [logit];
    }
    case 'dropout':
      return parts;
  }
}

/**
 * @param {ArrayLike<number>} ids
 * @param {Float32Array} table [V,E]
 * @param {number} size E
 */
function embed(ids, table, size) {
  const rows = new Float64Array(ids.length * size);
  for (let t = 0; t < ids.length; t++) rows.set(table.subarray(ids[t] * size, (ids[t] + 1) * size), t * size);
  return rows;
}

/**
 * The network: ids of one text, at least one, to the probability of each class, two classes or more.
 *
 * @param {readonly Layer[]} layers the last one is dense
 * @param {Parameters} parameters
 * @param {number} temperature of `decision` in settings.json, by which the logits are divided; 1: uncalibrated
 * @returns {(ids: ArrayLike<number>) => Float64Array}
 */
export function network(layers, parameters, temperature = 1) {
  const last = /** @type {Dense} */ (layers[layers.length - 1]);
  return (ids) => {
    /** @type {Float64Array[]} */
    let parts = [];
    for (const layer of layers) parts = apply(layer, parts, ids, parameters);
    return activations[last.activation](parts[0].map((logit) => logit / temperature));
  };
}
