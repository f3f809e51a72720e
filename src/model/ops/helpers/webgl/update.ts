/** An optimizer's whole update of a parameter in one drawing: all of its outputs at once. */
import type { FusedKernel } from '../kernel.ts';
import type { FusedWebglBackend } from './backend.ts';
import { kernelCall } from './call.ts';
import type { View } from './call.ts';
import type { Shader } from './painter.ts';

/**
 * @param slots the inputs beside parameter, gradient and scale, in the order of the outputs; the
 *   attributes are uniforms by their names
 */
export function updateKernel<I extends string, A extends object>(
  name: string,
  shader: Shader,
  slots: readonly I[],
): FusedKernel<I, A, FusedWebglBackend> {
  const names = ['parameter', 'gradient', ...slots, 'scale'] as I[];
  return {
    name,
    run: ({ inputs, attrs, backend }) =>
      kernelCall(backend, (call) => {
        const tensors: Record<string, View> = {};
        for (const input of names) tensors[input] = call.input(inputs[input]);
        const { shape } = inputs[names[0]];
        const outputs = ['parameter', ...slots].map(() => call.output(shape));
        call.fill({ shader, tensors, uniforms: attrs as Record<string, number>, outputs });
        return outputs.map(({ info }) => info);
      }),
  };
}
