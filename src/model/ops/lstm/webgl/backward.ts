/** The LSTM backwards: two drawings a timestep, then one product for each gradient. */
import type { FusedKernel } from '../../../runtime/kernel.ts';
import type { FusedWebglBackend } from '../../../runtime/webgl/backend.ts';
import { kernelCall } from '../../../runtime/webgl/call.ts';
import type { KernelCall, View } from '../../../runtime/webgl/call.ts';
import type { RecurrentAttrs } from '../../helpers/recurrent/op.ts';
import { lstmOp } from '../signature.ts';
import type { LstmGradInput } from '../signature.ts';
import { historyOf } from './forward.ts';
import type { History } from './forward.ts';
import { inputGrad, unpackWeights, weightsGrad } from './gradients.ts';
import { Layout } from './layout.ts';
import type { Pair } from './layout.ts';
import { packRows, packTransposed } from './pack.ts';
import { cellGradShader, gatesGradShader, outputGradShaders, stepBackShader } from './shaders.ts';
import { spanBitsFor } from './spans.ts';
import { timesteps } from './timesteps.ts';

export const backwardKernel: FusedKernel<LstmGradInput, RecurrentAttrs, FusedWebglBackend> = {
  name: lstmOp.gradient.name,
  run: ({ inputs, attrs, backend }) =>
    kernelCall(backend, (call) => {
      const lengths = call.input(inputs.lengths);
      const kernel = call.input(inputs.kernel);
      const recurrentKernel = call.input(inputs.recurrentKernel);
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
        ...{ surfaces: [history.inputs, history.inputs], paired: false, layer: 0 },
        ...{ features: features + 1, hidden, shift: 0 },
      });
      const [even, odd] = history.state;
      const ofOutputs = weightsGrad(call, layout, gates, {
        ...{ surfaces: [odd, even], paired: true, layer: 1 },
        ...{ features: hidden, hidden, shift: attrs.reverse ? 1 : -1 },
      });
      return [
        dx,
        unpackWeights(call, ofInputs, [features, 4 * hidden], 0),
        unpackWeights(call, ofOutputs, [hidden, 4 * hidden], 0),
        unpackWeights(call, ofInputs, [4 * hidden], features),
      ];
    }),
};

/** The gradients by the gates before their sigmoid or tanh: layers i, f, c̃, o. */
function recurrence(
  call: KernelCall,
  layout: Layout,
  { gates, state }: History,
  { lengths, recurrentKernel, dy }: Record<'lengths' | 'recurrentKernel' | 'dy', View>,
  hidden: number,
  reverse: boolean,
): Pair {
  const spanBits = spanBitsFor(call, hidden * layout.groups);
  const span = 2 ** spanBits;
  const weights = packTransposed(call, { view: recurrentKernel, rowCount: hidden, hidden }, span);
  const dyRows = packRows(call, layout, dy, hidden, false);
  const ofGates = layout.pair(call, hidden, 4);
  const ofCells = layout.pair(call, hidden, 1);
  const dh = call.temporary(Math.ceil(hidden / span), layout.groups, span);
  const together = call.backend.limits.outputsAtOnce >= 5;
  const tensors = { lengths };
  for (const step of timesteps(layout, hidden, reverse).toReversed()) {
    const { t, parity, other, area, isLast } = step;
    const uniforms = { ...layout.uniforms, ...step.uniforms, hidden };
    if (!isLast) {
      const surfaces = { next: ofGates[other], weights };
      call.draw({
        shader: outputGradShaders[spanBits],
        tensors,
        surfaces,
        uniforms,
        outputs: [dh],
        frame: 4,
      });
    }
    const shared = {
      tensors,
      surfaces: {
        ...{ dy: dyRows, dh, nextC: ofCells[other] },
        ...{ gates: gates[parity], state: state[parity], prior: state[other] },
      },
      uniforms: { ...uniforms, spanBits, dyAt: layout.place(layout.tileOf(t), hidden) },
      area,
    };
    const outputs = [ofGates[parity], ofCells[parity]];
    if (together) {
      call.draw({ ...shared, shader: stepBackShader, outputs, frame: parity });
    } else {
      call.draw({ ...shared, shader: gatesGradShader, outputs: [ofGates[parity]], frame: parity });
      call.draw({ ...shared, shader: cellGradShader, outputs: [ofCells[parity]], frame: 2 + parity });
    }
  }
  return ofGates;
}
