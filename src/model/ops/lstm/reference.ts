/** The LSTM of `op.ts` in plain float64 loops: slow, readable, and what every kernel is checked against. */

export interface LstmSizes {
  batch: number;
  time: number;
  inputs: number;
  hidden: number;
  reverse: boolean;
}

export interface LstmReferenceInput extends LstmSizes {
  /** [B,T,D] */
  x: Float64Array;
  /** [B], each 0 to T */
  lengths: Int32Array;
  /** W [D,4H] */
  kernel: Float64Array;
  /** U [H,4H] */
  recurrentKernel: Float64Array;
  /** b [4H] */
  bias: Float64Array;
}

export interface LstmReferenceOutput {
  /** h [B,T,H], 0 past a row's length */
  sequence: Float64Array;
  /** After their activations: i, f, c̃, o [B,T,4H], 0 past a row's length */
  gates: Float64Array;
  /** c [B,T,H], 0 past a row's length */
  cells: Float64Array;
}

export interface LstmReferenceGradInput extends LstmSizes, LstmReferenceOutput {
  x: Float64Array;
  lengths: Int32Array;
  kernel: Float64Array;
  recurrentKernel: Float64Array;
  /** ∂loss/∂sequence [B,T,H]; what stands past a row's length is not looked at */
  dy: Float64Array;
}

export interface LstmReferenceGradient {
  /** [B,T,D] */
  dx: Float64Array;
  /** [D,4H] */
  dKernel: Float64Array;
  /** [H,4H] */
  dRecurrentKernel: Float64Array;
  /** [4H] */
  dBias: Float64Array;
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** Input position of a row's n-th step of reading. */
const position = (n: number, length: number, reverse: boolean) => (reverse ? length - 1 - n : n);

/** target[to + j] += factor · source[from + j], for j below count. */
function addScaled(
  target: Float64Array,
  to: number,
  source: Float64Array,
  from: number,
  count: number,
  factor: number,
): void {
  for (let j = 0; j < count; j++) target[to + j] += factor * source[from + j];
}

function dot(a: Float64Array, aFrom: number, b: Float64Array, bFrom: number, count: number): number {
  let sum = 0;
  for (let j = 0; j < count; j++) sum += a[aFrom + j] * b[bFrom + j];
  return sum;
}

/** Forward. Shapes: see `LstmReferenceInput`. */
export function lstmReference(input: LstmReferenceInput): LstmReferenceOutput {
  const { x, lengths, kernel, recurrentKernel, bias, batch, time, inputs, hidden, reverse } = input;
  const sequence = new Float64Array(batch * time * hidden);
  const gates = new Float64Array(batch * time * 4 * hidden);
  const cells = new Float64Array(batch * time * hidden);
  for (let b = 0; b < batch; b++) {
    for (let n = 0; n < lengths[b]; n++) {
      const at = b * time + position(n, lengths[b], reverse);
      const before = b * time + position(n - 1, lengths[b], reverse);
      const z = bias.slice();
      for (let d = 0; d < inputs; d++)
        addScaled(z, 0, kernel, d * 4 * hidden, 4 * hidden, x[at * inputs + d]);
      for (let k = 0; n > 0 && k < hidden; k++)
        addScaled(z, 0, recurrentKernel, k * 4 * hidden, 4 * hidden, sequence[before * hidden + k]);
      for (let k = 0; k < hidden; k++) {
        const i = sigmoid(z[k]);
        const f = sigmoid(z[hidden + k]);
        const candidate = Math.tanh(z[2 * hidden + k]);
        const o = sigmoid(z[3 * hidden + k]);
        const cellBefore = n > 0 ? cells[before * hidden + k] : 0;
        const cell = f * cellBefore + i * candidate;
        cells[at * hidden + k] = cell;
        sequence[at * hidden + k] = o * Math.tanh(cell);
        [i, f, candidate, o].forEach((gate, g) => (gates[(at * 4 + g) * hidden + k] = gate));
      }
    }
  }
  return { sequence, gates, cells };
}

/** Backward through time (Werbos 1990), from what the forward pass kept. */
export function lstmReferenceGrad(input: LstmReferenceGradInput): LstmReferenceGradient {
  const { lengths, batch, time, inputs, hidden, reverse } = input;
  const dx = new Float64Array(batch * time * inputs);
  const dKernel = new Float64Array(inputs * 4 * hidden);
  const dRecurrentKernel = new Float64Array(hidden * 4 * hidden);
  const dBias = new Float64Array(4 * hidden);
  for (let b = 0; b < batch; b++) {
    const dh = new Float64Array(hidden);
    const dc = new Float64Array(hidden);
    for (let n = lengths[b] - 1; n >= 0; n--) {
      const at = b * time + position(n, lengths[b], reverse);
      const before = n > 0 ? b * time + position(n - 1, lengths[b], reverse) : -1;
      const dz = stepGradient(input, at, before, dh, dc);
      addScaled(dBias, 0, dz, 0, 4 * hidden, 1);
      for (let d = 0; d < inputs; d++) {
        addScaled(dKernel, d * 4 * hidden, dz, 0, 4 * hidden, input.x[at * inputs + d]);
        dx[at * inputs + d] = dot(input.kernel, d * 4 * hidden, dz, 0, 4 * hidden);
      }
      for (let k = 0; k < hidden; k++) {
        const h = before >= 0 ? input.sequence[before * hidden + k] : 0;
        addScaled(dRecurrentKernel, k * 4 * hidden, dz, 0, 4 * hidden, h);
        dh[k] = dot(input.recurrentKernel, k * 4 * hidden, dz, 0, 4 * hidden);
      }
    }
  }
  return { dx, dKernel, dRecurrentKernel, dBias };
}

/**
 * One timestep back. `dh` holds what comes from the step after; `dc` likewise, and is moved on to the
 * step before. Returns dz [4H], the gradient of the gates' sums before their activations.
 */
function stepGradient(
  { gates, cells, dy, hidden }: LstmReferenceGradInput,
  at: number,
  before: number,
  dh: Float64Array,
  dc: Float64Array,
): Float64Array {
  const dz = new Float64Array(4 * hidden);
  for (let k = 0; k < hidden; k++) {
    const [i, f, candidate, o] = [0, 1, 2, 3].map((g) => gates[(at * 4 + g) * hidden + k]);
    const squashed = Math.tanh(cells[at * hidden + k]);
    const dOutput = dy[at * hidden + k] + dh[k];
    const dCell = dc[k] + dOutput * o * (1 - squashed * squashed);
    const cellBefore = before >= 0 ? cells[before * hidden + k] : 0;
    dz[k] = dCell * candidate * i * (1 - i);
    dz[hidden + k] = dCell * cellBefore * f * (1 - f);
    dz[2 * hidden + k] = dCell * i * (1 - candidate * candidate);
    dz[3 * hidden + k] = dOutput * squashed * o * (1 - o);
    dc[k] = dCell * f;
  }
  return dz;
}
