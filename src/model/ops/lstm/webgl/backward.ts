/** The LSTM backwards: a drawing a timestep, then one product for each gradient. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { FusedKernel } from '../../helpers/kernel.ts';
import type { FusedWebglBackend, Surface } from '../../helpers/webgl/backend.ts';
import { kernelCall } from '../../helpers/webgl/call.ts';
import type { KernelCall, View } from '../../helpers/webgl/call.ts';
import { lstmSequenceGrad } from '../op.ts';
import type { LstmAttrs, LstmGradInput } from '../op.ts';
import type { History } from './forward.ts';
import { Layout } from './layout.ts';
import type { Pair } from './layout.ts';
import { packRows, packTransposed } from './pack.ts';
import type { Rows } from './pack.ts';
import {
  inputGradShader,
  inputsShader,
  stepBackShader,
  weightsGradShader,
  weightsOutShader,
} from './shaders.ts';

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
      const dx = inputGrad(call, layout, gates, kernel, features, hidden);
      const xRows = packRows(call, layout, x, features, true);
      const ofInputs = weightsGrad(call, layout, xRows, gates, hidden, 0);
      const hRows = packRows(call, layout, sequence, hidden, false);
      const ofOutputs = weightsGrad(call, layout, hRows, gates, hidden, attrs.reverse ? 1 : -1);
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
  const weights = packTransposed(call, { view: recurrentKernel, rowCount: hidden, hidden });
  const dyRows = packRows(call, layout, dy, hidden, false);
  const gradients = Array.from({ length: 5 }, () => layout.pair(call, hidden));
  for (let step = layout.time - 1; step >= 0; step--) {
    const [last, first] = [step === layout.time - 1, step === 0];
    const t = reverse ? layout.time - 1 - step : step;
    const [parity, other] = [t % 2, 1 - (t % 2)];
    const [before, after] = reverse ? [t + 1, t - 1] : [t - 1, t + 1];
    const [nextI, nextF, nextG, nextO, nextC] = gradients.map((pair) => pair[other]);
    const [gateI, gateF, gateG, gateO] = gates.map((pair) => pair[parity]);
    const area = layout.area(t >> 1, hidden);
    call.draw({
      shader: stepBackShader,
      tensors: { lengths },
      surfaces: {
        ...{ dy: dyRows.surface, weights, nextI, nextF, nextG, nextO, nextC },
        ...{ gateI, gateF, gateG, gateO, cell: cells[parity], priorC: cells[other] },
      },
      uniforms: {
        ...layout.uniforms,
        ...{ hidden, t, first: first ? 1 : 0, last: last ? 1 : 0, origin: [area.x, area.y] },
        dyAt: layout.place(layout.tileOf(t), dyRows.tileWidth),
        nextAt: layout.place(last ? 0 : after >> 1, hidden),
        priorAt: layout.place(first ? 0 : before >> 1, hidden),
      },
      outputs: gradients.map((pair) => pair[parity]),
      area,
      frame: parity,
    });
  }
  return gradients.slice(0, 4);
}

function inputGrad(
  call: KernelCall,
  layout: Layout,
  gates: readonly Pair[],
  kernel: View,
  features: number,
  hidden: number,
): TensorInfo {
  const blocks = Math.ceil(features / 4);
  const weights = packTransposed(call, { view: kernel, rowCount: features, hidden });
  const [[evenI, oddI], [evenF, oddF], [evenG, oddG], [evenO, oddO]] = gates;
  const [dx0, dx1, dx2, dx3] = Array.from({ length: 4 }, () => layout.whole(call, blocks));
  call.draw({
    shader: inputGradShader,
    surfaces: { evenI, evenF, evenG, evenO, oddI, oddF, oddG, oddO, weights },
    uniforms: { ...layout.uniforms, blocks, hidden },
    outputs: [dx0, dx1, dx2, dx3],
  });
  const output = call.output([layout.batch, layout.time, features]);
  call.fill({
    shader: inputsShader,
    surfaces: { dx0, dx1, dx2, dx3 },
    uniforms: { ...layout.uniforms, features, blocks },
    outputs: [output],
  });
  return output.info;
}

interface WeightsGrad {
  /** Rows 0, 4, 8 …, rows 1, 5, 9 … and so on: the even timesteps' part above the odd ones'. */
  rows: readonly Surface[];
  blocks: number;
  hidden: number;
}

/** leftᵀ·gates; `shift` goes from a timestep of the gates to that of `left`. */
function weightsGrad(
  call: KernelCall,
  layout: Layout,
  left: Rows,
  gates: readonly Pair[],
  hidden: number,
  shift: number,
): WeightsGrad {
  const blocks = left.tileWidth / 4;
  const rows = call.temporaries(4, hidden, 2 * blocks);
  for (const parity of [0, 1]) {
    const [dI, dF, dG, dO] = gates.map((pair) => pair[parity]);
    const area = { x: 0, y: parity * blocks, width: hidden, height: blocks };
    call.draw({
      shader: weightsGradShader,
      surfaces: { left: left.surface, dI, dF, dG, dO },
      uniforms: {
        ...layout.uniforms,
        ...{ tileWidth: left.tileWidth, hidden, parity, shift, origin: [0, area.y] },
        tiles: layout.tilesOf(parity),
      },
      outputs: rows,
      area,
    });
  }
  return { rows, blocks, hidden };
}

/** Rows of the gradient from `firstRow` on, as many as the shape has. */
function unpackWeights(
  call: KernelCall,
  { rows: [row0, row1, row2, row3], blocks, hidden }: WeightsGrad,
  shape: number[],
  firstRow: number,
): TensorInfo {
  const output = call.output(shape);
  call.fill({
    shader: weightsOutShader,
    surfaces: { row0, row1, row2, row3 },
    uniforms: { hidden, blocks, firstRow, rowCount: shape.length === 1 ? 1 : shape[0] },
    outputs: [output],
  });
  return output.info;
}
