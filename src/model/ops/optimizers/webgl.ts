/** An optimizer's whole update of a parameter in one drawing: all of its outputs at once. */
import type { FusedKernel } from '../../runtime/kernel.ts';
import type { FusedWebglBackend } from '../../runtime/webgl/backend.ts';
import { util } from '@tensorflow/tfjs-core';
import { kernelCall } from '../../runtime/webgl/call.ts';
import { glsl } from '../../runtime/webgl/painter.ts';
import type { OptimizerFormula } from './formula.ts';
import { elementsOf, updatedOf, updateJobs } from './signature.ts';
import type { StepNumbers } from './step.ts';
import { infix, writeStep } from './written.ts';

export const kernels = updateJobs.map(
  ({ formula, signature }): FusedKernel<string, StepNumbers, FusedWebglBackend> => {
    const shader = glsl(signature, source(formula));
    return {
      name: signature.name,
      run: ({ inputs, attrs, backend }) =>
        kernelCall(backend, (call) => {
          const views = call.inputs(inputs);
          const { shape } = inputs['parameter'];
          const outputs = Object.fromEntries(signature.outputs.map((name) => [name, call.output(shape)]));
          // A number that the formula does not read has no uniform.
          call.fill({
            shader,
            inputs: views,
            outputs,
            scalars: { count: util.sizeFromShape(inputs['parameter'].shape), ...attrs },
          });
          return Object.values(outputs).map(({ info }) => info);
        }),
    };
  },
);

function source(formula: OptimizerFormula): string {
  const { statements, results } = writeStep(formula, {
    declare: (name, value) => `float ${name} = ${value};`,
    algebra: infix,
    value: (name) => `${name}_n`,
    number: (name) => name,
  });
  return `
void main() {
  float scale_n = read(scale, scaleView, 0);
  ${elementsOf(formula)
    .map((name) => `float ${name}_n = readHere(${name}, ${name}View, width);`)
    .join('\n  ')}
  ${statements.join('\n  ')}
  ${updatedOf(formula)
    .map((name) => `next_${name} = ${results[name]};`)
    .join('\n  ')}
}`;
}
