/** An optimizer's whole update of a parameter in one dispatch, with all of its outputs. */
import { util } from '@tensorflow/tfjs-core';
import type { FusedKernel } from '../../runtime/kernel.ts';
import type { FusedWebgpuBackend } from '../../runtime/webgpu/backend.ts';
import { wgsl } from '../../runtime/webgpu/template.ts';
import type { OptimizerFormula } from './formula.ts';
import { elementsOf, updatedOf, updateJobs } from './signature.ts';
import type { StepNumbers } from './step.ts';
import { infix, writeStep } from './written.ts';

export const kernels = updateJobs.map(
  ({ formula, signature }): FusedKernel<string, StepNumbers, FusedWebgpuBackend> => {
    const source = wgsl(signature, shader(formula));
    return {
      name: signature.name,
      run({ inputs, attrs, backend }) {
        const { shape } = inputs['parameter'];
        const count = util.sizeFromShape(shape);
        const outputs = Object.fromEntries(signature.outputs.map((name) => [name, backend.output(shape)]));
        const groups = backend.flatGroups(count);
        backend.run({ source, inputs, outputs, scalars: { count, ...attrs }, groups });
        return Object.values(outputs);
      },
    };
  },
);

function shader(formula: OptimizerFormula): string {
  const { statements, results } = writeStep(formula, {
    declare: (name, value) => `let ${name} = ${value};`,
    algebra: infix,
    value: (name) => `${name}_n`,
    number: (name) => `given.${name}`,
  });
  return `
@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) thread: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let given = call; // copied once, as loads cost more than arithmetic
  let scale_n = scale[0];
  for (var n = thread.x; n < given.count; n += groups.x * 256u) {
    ${elementsOf(formula)
      .map((name) => `let ${name}_n = ${name}[n];`)
      .join('\n    ')}
    ${statements.join('\n    ')}
    ${updatedOf(formula)
      .map((name) => `next_${name}[n] = ${results[name]};`)
      .join('\n    ')}
  }
}`;
}
