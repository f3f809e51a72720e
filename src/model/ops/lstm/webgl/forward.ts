/** The LSTM forwards: one product for all timesteps, then a drawing for each. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { FusedKernel } from '../../helpers/kernel.ts';
import type { FusedWebglBackend, Surface } from '../../helpers/webgl/backend.ts';
import { kernelCall } from '../../helpers/webgl/call.ts';
import type { KernelCall, View } from '../../helpers/webgl/call.ts';
import { lstmSequence } from '../op.ts';
import type { LstmAttrs, LstmInput } from '../op.ts';
import { Layout } from './layout.ts';
import type { Pair } from './layout.ts';
import { packRows, packWeights } from './pack.ts';
import { gatesShader, productShader, sequenceShader, stateShader, stepShader } from './shaders.ts';
import { timesteps } from './timesteps.ts';

/** What the forward pass keeps for the gradient. */
export interface History {
  /** i, f, c̃, o. */
  gates: readonly Pair[];
  cells: Pair;
}

export const forwardKernel: FusedKernel<LstmInput, LstmAttrs, FusedWebglBackend> = {
  name: lstmSequence,
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
      const products = inputProduct(call, layout, views, features, hidden);
      const gates = products.map(() => layout.lastingPair(call, hidden));
      const cells = layout.lastingPair(call, hidden);
      const outputs = layout.pair(call, hidden);
      recurrence(call, layout, views, { products, gates, cells, outputs }, hidden, attrs.reverse);
      return [
        sequence(call, layout, outputs, hidden),
        backend.handleFor(gates.flat()),
        backend.handleFor(cells),
      ];
    }),
};

function inputProduct(
  call: KernelCall,
  layout: Layout,
  { x, kernel, bias }: Record<'x' | 'kernel' | 'bias', View>,
  features: number,
  hidden: number,
): Surface[] {
  const rows = packRows(call, layout, x, features, features + 1);
  const weights = packWeights(call, { view: kernel, rowCount: features, hidden }, bias);
  const outputs = Array.from({ length: 4 }, () => layout.whole(call, hidden));
  call.draw({
    shader: productShader,
    surfaces: { x: rows.surface, weights },
    uniforms: { ...layout.uniforms, inputs: features, tileWidth: rows.tileWidth, hidden },
    outputs,
  });
  return outputs;
}

interface Recurrence extends History {
  products: readonly Surface[];
  outputs: Pair;
}

function recurrence(
  call: KernelCall,
  layout: Layout,
  { lengths, recurrentKernel }: Record<'lengths' | 'recurrentKernel', View>,
  { products, gates, cells, outputs }: Recurrence,
  hidden: number,
  reverse: boolean,
): void {
  const weights = packWeights(call, { view: recurrentKernel, rowCount: hidden, hidden });
  const [productI, productF, productG, productO] = products;
  const together = call.backend.outputsAtOnce >= 6;
  for (const { t, parity, other, area, uniforms } of timesteps(layout, hidden, reverse)) {
    const [gateI, gateF, gateG, gateO] = gates.map((pair) => pair[parity]);
    const state = [cells[parity], outputs[parity]];
    const priorC = cells[other];
    const shared = { tensors: { lengths }, area };
    call.draw({
      ...shared,
      shader: together ? stepShader : gatesShader,
      surfaces: {
        ...{ productI, productF, productG, productO, weights, priorH: outputs[other] },
        ...(together ? { priorC } : {}),
      },
      uniforms: {
        ...layout.uniforms,
        ...uniforms,
        hidden,
        productAt: layout.place(layout.tileOf(t), hidden),
      },
      outputs: [gateI, gateF, gateG, gateO, ...(together ? state : [])],
      frame: parity,
    });
    if (together) continue;
    call.draw({
      ...shared,
      shader: stateShader,
      surfaces: { gateI, gateF, gateG, gateO, priorC },
      uniforms: { ...layout.uniforms, ...uniforms },
      outputs: state,
      frame: 2 + parity,
    });
  }
}

function sequence(call: KernelCall, layout: Layout, [evenH, oddH]: Pair, hidden: number): TensorInfo {
  const output = call.output([layout.batch, layout.time, hidden]);
  call.fill({
    shader: sequenceShader,
    surfaces: { evenH, oddH },
    uniforms: { ...layout.uniforms, hidden },
    outputs: [output],
  });
  return output.info;
}
