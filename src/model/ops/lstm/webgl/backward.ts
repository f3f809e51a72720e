/** The LSTM backwards: two drawings a timestep, then one product for each gradient. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { FusedKernel } from '../../helpers/kernel.ts';
import type { FusedWebglBackend } from '../../helpers/webgl/backend.ts';
import { kernelCall } from '../../helpers/webgl/call.ts';
import type { KernelCall, View } from '../../helpers/webgl/call.ts';
import { lstmSequenceGrad } from '../op.ts';
import type { LstmAttrs, LstmGradInput } from '../op.ts';
import type { History } from './forward.ts';
import { inputGrad, unpackWeights, weightsGrad } from './gradients.ts';
import { Layout } from './layout.ts';
import type { Pair } from './layout.ts';
import { packRows, packTransposed } from './pack.ts';
import { cellGradShader, gatesGradShader, outputGradShader, stepBackShader } from './shaders.ts';
import { timesteps } from './timesteps.ts';

export const backwardKernel: FusedKernel<LstmGradInput, LstmAttrs, FusedWebglBackend> = {
  name: lstmSequenceGrad,
  run: ({ inputs, attrs, backend }) =>
    kernelCall(backend, (call) => {
      const x = call.input(inputs.x);
      const lengths = call.input(inputs.lengths);
      const kernel = call.input(inputs.kernel);
      const recurrentKernel = call.input(inputs.recurrentKernel);
      const sequence = call.input(inputs.sequence);
      const dy = call.input(inputs.dy);
      const [batch, time, features] = inputs.x.shape;
      const hidden = inputs.recurrentKernel.shape[0];
      const layout = new Layout(backend.maxSide, batch, time);
      const history = historyOf(backend, inputs.gates, inputs.cells);
      const gates = recurrence(
        call,
        layout,
        history,
        { lengths, recurrentKernel, dy },
        hidden,
        attrs.reverse,
      );
      const dx = inputGrad(call, layout, gates, { view: kernel, rowCount: features, hidden });
      const ofInputs = weightsGrad(call, layout, gates, {
        view: x,
        features,
        biased: true,
        hidden,
        shift: 0,
      });
      const shift = attrs.reverse ? 1 : -1;
      const left = { view: sequence, features: hidden, biased: false, hidden, shift };
      const ofOutputs = weightsGrad(call, layout, gates, left);
      return [
        dx,
        unpackWeights(call, ofInputs, [features, 4 * hidden], 0),
        unpackWeights(call, ofOutputs, [hidden, 4 * hidden], 0),
        unpackWeights(call, ofInputs, [4 * hidden], features),
      ];
    }),
};

function historyOf(backend: FusedWebglBackend, gates: TensorInfo, cells: TensorInfo): History {
  const [evenI, oddI, evenF, oddF, evenG, oddG, evenO, oddO] = backend.surfacesOf(gates);
  const [evenC, oddC] = backend.surfacesOf(cells);
  const pairs: Pair[] = [
    [evenI, oddI],
    [evenF, oddF],
    [evenG, oddG],
    [evenO, oddO],
  ];
  return { gates: pairs, cells: [evenC, oddC] };
}

/** The gradients by the gates before their sigmoid or tanh: i, f, c̃, o. */
function recurrence(
  call: KernelCall,
  layout: Layout,
  { gates, cells }: History,
  { lengths, recurrentKernel, dy }: Record<'lengths' | 'recurrentKernel' | 'dy', View>,
  hidden: number,
  reverse: boolean,
): Pair[] {
  const weights = packTransposed(call, { view: recurrentKernel, rowCount: hidden, hidden }, 4);
  const dyRows = packRows(call, layout, dy, hidden, hidden);
  const gradients = Array.from({ length: 4 }, () => layout.pair(call, hidden));
  const ofCells = layout.pair(call, hidden);
  const [dh0, dh1, dh2, dh3] = call.temporaries(4, Math.ceil(hidden / 4), layout.groups);
  const together = call.backend.outputsAtOnce >= 5;
  const tensors = { lengths };
  for (const step of timesteps(layout, hidden, reverse).toReversed()) {
    const { t, parity, other, area, isLast } = step;
    const uniforms = { ...layout.uniforms, ...step.uniforms, hidden };
    const [nextI, nextF, nextG, nextO] = gradients.map((pair) => pair[other]);
    if (!isLast) {
      call.draw({
        shader: outputGradShader,
        tensors,
        surfaces: { nextI, nextF, nextG, nextO, weights },
        uniforms,
        outputs: [dh0, dh1, dh2, dh3],
        frame: 4,
      });
    }
    const [gateI, gateF, gateG, gateO] = gates.map((pair) => pair[parity]);
    const shared = {
      tensors,
      surfaces: {
        ...{ dy: dyRows.surface, dh0, dh1, dh2, dh3, nextC: ofCells[other] },
        ...{ gateI, gateF, gateG, gateO, cell: cells[parity], priorC: cells[other] },
      },
      uniforms: { ...uniforms, dyAt: layout.place(layout.tileOf(t), dyRows.tileWidth) },
      area,
    };
    const outputs = gradients.map((pair) => pair[parity]);
    if (together) {
      outputs.push(ofCells[parity]);
      call.draw({ ...shared, shader: stepBackShader, outputs, frame: parity });
    } else {
      call.draw({ ...shared, shader: gatesGradShader, outputs, frame: parity });
      call.draw({ ...shared, shader: cellGradShader, outputs: [ofCells[parity]], frame: 2 + parity });
    }
  }
  return gradients;
}
