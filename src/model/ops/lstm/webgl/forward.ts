/** The LSTM forwards: one product for all timesteps, then a drawing for each. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { FusedKernel } from '../../../runtime/kernel.ts';
import type { FusedWebglBackend } from '../../../runtime/webgl/backend.ts';
import { kernelCall } from '../../../runtime/webgl/call.ts';
import type { KernelCall, View } from '../../../runtime/webgl/call.ts';
import type { Surface } from '../../../runtime/webgl/surfaces.ts';
import type { RecurrentAttrs } from '../../helpers/recurrent/op.ts';
import type { RecurrentInput } from '../../helpers/recurrent/signature.ts';
import { lstmOp } from '../signature.ts';
import { Layout } from './layout.ts';
import type { Pair } from './layout.ts';
import { packRows, packWeights } from './pack.ts';
import { gatesShader, productShaders, sequenceShader, stateShader, stepShader } from './shaders.ts';
import { timesteps } from './timesteps.ts';

/** What the forward pass keeps for the gradient. */
export interface History {
  /** Layers: i, f, c̃, o. */
  gates: Pair;
  /** Layers: c, h. */
  state: Pair;
  /** The inputs of all timesteps, and a feature more, which is 1. */
  inputs: Surface;
}

export const forwardKernel: FusedKernel<RecurrentInput, RecurrentAttrs, FusedWebglBackend> = {
  name: lstmOp.sequence.name,
  run: ({ inputs, attrs, backend }) =>
    kernelCall(backend, (call) => {
      const views = {
        x: call.input(inputs.x),
        lengths: call.input(inputs.lengths),
        kernel: call.input(inputs.kernel),
        recurrentKernel: call.input(inputs.recurrentKernel),
        bias: call.input(inputs.bias),
      };
      const [batch, time, features] = inputs.x.shape;
      const hidden = inputs.recurrentKernel.shape[0];
      const layout = new Layout(backend.maxSide, batch, time);
      const rows = packRows(call, layout, views.x, features, true);
      const products = inputProduct(call, layout, rows, views, features, hidden);
      const history: History = {
        gates: layout.pair(call, hidden, 4),
        state: layout.pair(call, hidden, 2),
        inputs: rows,
      };
      recurrence(call, layout, products, history, views, hidden, attrs.reverse);
      const sequence = unpack(call, layout, history.state, hidden);
      return [sequence, call.keep(history.gates), call.keep([...history.state, history.inputs])];
    }),
};

/** The history from the two tensors that stand for it. */
export function historyOf(backend: FusedWebglBackend, gates: TensorInfo, cells: TensorInfo): History {
  const [evenGates, oddGates] = backend.surfacesOf(gates);
  const [evenState, oddState, inputs] = backend.surfacesOf(cells);
  return { gates: [evenGates, oddGates], state: [evenState, oddState], inputs };
}

interface Products {
  surface: Surface;
  /** 2^bits groups of rows stand in as many times four layers: i, f, c̃, o of the first, then of the second. */
  bits: 0 | 1;
}

/** x·W + b for all timesteps. */
function inputProduct(
  call: KernelCall,
  layout: Layout,
  x: Surface,
  { kernel, bias }: Record<'kernel' | 'bias', View>,
  features: number,
  hidden: number,
): Products {
  const weights = packWeights(call, { view: kernel, rowCount: features, hidden }, bias);
  const { outputsAtOnce, enoughFragments } = call.backend.limits;
  const fragments = hidden * layout.groupPairs * layout.time;
  const bits = outputsAtOnce >= 8 && layout.groups > 1 && fragments >= enoughFragments ? 1 : 0;
  const size = layout.size(hidden, layout.time, bits ? layout.groupPairs : layout.groups);
  const surface = call.temporary(...size, bits ? 8 : 4);
  call.draw({
    shader: productShaders[bits ? 3 : 2],
    surfaces: { x, weights },
    uniforms: { ...layout.uniforms, inputs: features, hidden },
    outputs: [surface],
    work: layout.batch * layout.time * (features + 1) * 4 * hidden,
  });
  return { surface, bits };
}

function recurrence(
  call: KernelCall,
  layout: Layout,
  products: Products,
  { gates, state }: History,
  { lengths, recurrentKernel }: Record<'lengths' | 'recurrentKernel', View>,
  hidden: number,
  reverse: boolean,
): void {
  const weights = packWeights(call, { view: recurrentKernel, rowCount: hidden, hidden });
  const tileHeight = products.bits ? layout.groupPairs : layout.groups;
  const together = call.backend.limits.outputsAtOnce >= 6;
  for (const { t, parity, other, area, uniforms } of timesteps(layout, hidden, reverse)) {
    const prior = state[other];
    const shared = { tensors: { lengths }, area };
    call.draw({
      ...shared,
      shader: together ? stepShader : gatesShader,
      surfaces: { products: products.surface, weights, prior },
      uniforms: {
        ...layout.uniforms,
        ...uniforms,
        hidden,
        productBits: products.bits,
        productAt: layout.place(layout.tileOf(t), hidden, tileHeight),
      },
      outputs: together ? [gates[parity], state[parity]] : [gates[parity]],
      frame: parity,
    });
    if (together) continue;
    call.draw({
      ...shared,
      shader: stateShader,
      surfaces: { gates: gates[parity], prior },
      uniforms: { ...layout.uniforms, ...uniforms },
      outputs: [state[parity]],
      frame: 2 + parity,
    });
  }
}

function unpack(call: KernelCall, layout: Layout, [even, odd]: Pair, hidden: number): TensorInfo {
  const output = call.output([layout.batch, layout.time, hidden]);
  call.fill({
    shader: sequenceShader,
    inputs: {},
    outputs: { value: output },
    scalars: { hidden },
    more: { surfaces: { even, odd }, uniforms: layout.uniforms },
  });
  return output.info;
}
