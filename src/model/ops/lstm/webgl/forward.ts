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
import { productShader, sequenceShader, stepShader } from './shaders.ts';

/** What the forward pass keeps for the gradient, in the order of the `gates` and `cells` handles' surfaces. */
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
  const rows = packRows(call, layout, x, features, true);
  const weights = packWeights(call, { view: kernel, rowCount: features, hidden }, bias);
  const outputs = Array.from({ length: 4 }, () => layout.whole(call, hidden));
  call.draw({
    shader: productShader,
    surfaces: { x: rows.surface, weights },
    uniforms: { inputs: features, tileWidth: rows.tileWidth, hidden },
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
  for (let step = 0; step < layout.time; step++) {
    const t = reverse ? layout.time - 1 - step : step;
    const [parity, prior] = [t % 2, 1 - (t % 2)];
    const area = layout.area(t >> 1, hidden);
    const priorTile = step === 0 ? 0 : (reverse ? t + 1 : t - 1) >> 1;
    call.draw({
      shader: stepShader,
      tensors: { lengths },
      surfaces: {
        ...{ productI, productF, productG, productO, weights },
        ...{ priorH: outputs[prior], priorC: cells[prior] },
      },
      uniforms: {
        ...layout.uniforms,
        ...{ hidden, t, first: step === 0 ? 1 : 0, origin: [area.x, area.y] },
        productAt: layout.place(layout.tileOf(t), hidden),
        priorAt: layout.place(priorTile, hidden),
      },
      outputs: [...gates.map((pair) => pair[parity]), cells[parity], outputs[parity]],
      area,
      frame: parity,
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
