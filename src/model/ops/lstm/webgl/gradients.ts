/** The gradients by an LSTM's inputs and weights, from those by its gates. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Surface } from '../../helpers/webgl/backend.ts';
import type { KernelCall, View } from '../../helpers/webgl/call.ts';
import type { Layout, Pair } from './layout.ts';
import { packRows, packTransposed } from './pack.ts';
import type { Weights } from './pack.ts';
import { inputGradShaders, inputsShaders, weightsGradShaders, weightsOutShaders } from './shaders.ts';

/** Fragments that keep a large GPU busy: smaller products are cut into slices of time. */
const enoughFragments = 4096;

/** How many features a fragment works out: each is an output of its own. */
function spanOf(call: KernelCall): 4 | 8 {
  return call.backend.outputsAtOnce >= 8 ? 8 : 4;
}

function variantOf<T>(span: 4 | 8, { wide, narrow }: { wide: T; narrow: T }): T {
  return span === 8 ? wide : narrow;
}

/** Surfaces by name: dx0, dx1 … */
function named(prefix: string, surfaces: readonly Surface[]): Record<string, Surface> {
  return Object.fromEntries(surfaces.map((surface, i) => [`${prefix}${i}`, surface]));
}

/** dx [B,T,D] = dgates·Wᵀ. */
export function inputGrad(
  call: KernelCall,
  layout: Layout,
  gates: readonly Pair[],
  kernel: Weights,
): TensorInfo {
  const { rowCount: features, hidden } = kernel;
  const span = spanOf(call);
  const blocks = Math.ceil(features / span);
  const weights = packTransposed(call, kernel, span);
  const [[evenI, oddI], [evenF, oddF], [evenG, oddG], [evenO, oddO]] = gates;
  const parts = Array.from({ length: span }, () => layout.whole(call, blocks));
  call.draw({
    shader: variantOf(span, inputGradShaders),
    surfaces: { evenI, evenF, evenG, evenO, oddI, oddF, oddG, oddO, weights },
    uniforms: { ...layout.uniforms, blocks, hidden },
    outputs: parts,
  });
  const output = call.output([layout.batch, layout.time, features]);
  call.fill({
    shader: variantOf(span, inputsShaders),
    surfaces: named('dx', parts),
    uniforms: { ...layout.uniforms, features, blocks },
    outputs: [output],
  });
  return output.info;
}

/** What the gates' gradients are multiplied with. */
interface Left {
  /** [B,T,features]. */
  view: View;
  features: number;
  /** With a feature more, which is 1: its row is the gradient by the bias. */
  biased: boolean;
  hidden: number;
  /** From a timestep of the gates to that of this tensor. */
  shift: number;
}

interface WeightsGrad {
  /** Surface n has rows n, n + span, n + 2·span …: `blocks` of them for each slice of time. */
  rows: readonly Surface[];
  blocks: number;
  slices: number;
  hidden: number;
}

/** leftᵀ·dgates, in slices of time that are still to be summed. */
export function weightsGrad(
  call: KernelCall,
  layout: Layout,
  gates: readonly Pair[],
  { view, features, biased, hidden, shift }: Left,
): WeightsGrad {
  const span = spanOf(call);
  const left = packRows(call, layout, view, features, features + (biased ? 1 : 0), span);
  const blocks = left.tileWidth / span;
  const wanted = Math.ceil(enoughFragments / (hidden * blocks));
  const tilesPerSlice = Math.ceil(layout.evenTiles / Math.min(wanted, layout.evenTiles));
  const slices = Math.ceil(layout.evenTiles / tilesPerSlice);
  const rows = call.temporaries(span, hidden, 2 * slices * blocks);
  for (const parity of [0, 1]) {
    const [dI, dF, dG, dO] = gates.map((pair) => pair[parity]);
    const area = { x: 0, y: parity * slices * blocks, width: hidden, height: slices * blocks };
    call.draw({
      shader: variantOf(span, weightsGradShaders),
      surfaces: { left: left.surface, dI, dF, dG, dO },
      uniforms: {
        ...layout.uniforms,
        ...{ tileWidth: left.tileWidth, hidden, parity, shift, blocks, tilesPerSlice },
        ...{ tiles: layout.tilesOf(parity), origin: [0, area.y] },
      },
      outputs: rows,
      area,
    });
  }
  return { rows, blocks, slices: 2 * slices, hidden };
}

/** Rows of the gradient from `firstRow` on, as many as the shape has, as a tensor. */
export function unpackWeights(
  call: KernelCall,
  { rows, blocks, slices, hidden }: WeightsGrad,
  shape: number[],
  firstRow: number,
): TensorInfo {
  const output = call.output(shape);
  const rowCount = shape.length === 1 ? 1 : shape[0];
  call.fill({
    shader: variantOf(rows.length === 8 ? 8 : 4, weightsOutShaders),
    surfaces: named('row', rows),
    uniforms: { hidden, blocks, slices, firstRow, rowCount },
    outputs: [output],
  });
  return output.info;
}
