/** The gradients by an LSTM's inputs and weights, from those by its gates. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelCall } from '../../../runtime/webgl/call.ts';
import type { Surface } from '../../../runtime/webgl/surfaces.ts';
import type { Layout, Pair } from './layout.ts';
import { packTransposed } from './pack.ts';
import type { Weights } from './pack.ts';
import { spanBitsFor, widestSpanBits } from './spans.ts';
import { inputGradShaders, inputsShader, weightsGradShaders, weightsOutShader } from './shaders.ts';

/** dx [B,T,D] = dgates·Wᵀ. */
export function inputGrad(call: KernelCall, layout: Layout, [even, odd]: Pair, kernel: Weights): TensorInfo {
  const { rowCount: features, hidden } = kernel;
  const spanBits = spanBitsFor(call, features * layout.groups * layout.time);
  const span = 2 ** spanBits;
  const blocks = Math.ceil(features / span);
  const weights = packTransposed(call, kernel, span);
  const dx = layout.whole(call, blocks, span);
  call.draw({
    shader: inputGradShaders[spanBits],
    surfaces: { even, odd, weights },
    uniforms: { ...layout.uniforms, blocks, hidden },
    outputs: [dx],
    work: layout.batch * layout.time * features * 4 * hidden,
  });
  const output = call.output([layout.batch, layout.time, features]);
  call.fill({
    shader: inputsShader,
    inputs: {},
    outputs: { value: output },
    scalars: { features, blocks, spanBits },
    more: { surfaces: { dx }, uniforms: layout.uniforms },
  });
  return output.info;
}

/** What the gates' gradients are multiplied with. */
interface Left {
  /** What goes with the gates of even timesteps, and what with those of odd ones. */
  surfaces: Pair;
  /** Whether these are of one parity each: else they hold all timesteps. */
  paired: boolean;
  layer: number;
  features: number;
  hidden: number;
  /** From a timestep of the gates to that of these surfaces. */
  shift: number;
}

interface WeightsGrad {
  /** Layer n has rows n, n + span, n + 2·span …: `blocks` of them for each slice of time. */
  rows: Surface;
  blocks: number;
  slices: number;
  spanBits: number;
  hidden: number;
}

/** leftᵀ·dgates, in slices of time that are still to be summed. */
export function weightsGrad(
  call: KernelCall,
  layout: Layout,
  gates: Pair,
  { surfaces, paired, layer, features, hidden, shift }: Left,
): WeightsGrad {
  const spanBits = widestSpanBits(call);
  const blocks = Math.ceil(features / 2 ** spanBits);
  const wanted = Math.ceil(call.backend.limits.enoughFragments / (hidden * blocks));
  const tilesPerSlice = Math.ceil(layout.evenTiles / Math.min(wanted, layout.evenTiles));
  const slices = Math.ceil(layout.evenTiles / tilesPerSlice);
  const rows = call.temporary(hidden, 2 * slices * blocks, 2 ** spanBits);
  for (const parity of [0, 1] as const) {
    const area = { x: 0, y: parity * slices * blocks, width: hidden, height: slices * blocks };
    call.draw({
      shader: weightsGradShaders[spanBits],
      surfaces: { left: surfaces[parity], gates: gates[parity] },
      uniforms: {
        ...layout.uniforms,
        ...{ layer, tileWidth: features, paired: paired ? 1 : 0, shift },
        ...{ hidden, parity, blocks, tilesPerSlice, tiles: layout.tilesOf(parity), origin: [0, area.y] },
      },
      outputs: [rows],
      area,
      work: layout.batch * layout.tilesOf(parity) * features * 4 * hidden,
    });
  }
  return { rows, blocks, slices: 2 * slices, spanBits, hidden };
}

/** Rows of the gradient from `firstRow` on, as many as the shape has, as a tensor. */
export function unpackWeights(
  call: KernelCall,
  { rows, ...sizes }: WeightsGrad,
  shape: number[],
  firstRow: number,
): TensorInfo {
  const output = call.output(shape);
  const rowCount = shape.length === 1 ? 1 : shape[0];
  call.fill({
    shader: weightsOutShader,
    inputs: {},
    outputs: { value: output },
    scalars: { ...sizes, firstRow, rowCount },
    more: { surfaces: { rows } },
  });
  return output.info;
}
