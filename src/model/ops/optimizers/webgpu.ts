/** An optimizer's whole update of a parameter in one dispatch, with all of its outputs. */
import { util } from '@tensorflow/tfjs-core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { FusedKernel } from '../../runtime/kernel.ts';
import { f32 } from '../../runtime/webgpu/backend.ts';
import type { FusedWebgpuBackend } from '../../runtime/webgpu/backend.ts';
import { wgsl } from '../../runtime/webgpu/template.ts';
import type { OptimizerFormula } from './formula.ts';
import { formulas, optimizerNames } from './registry.ts';
import { updates } from './signature.ts';
import { numberNames } from './step.ts';
import type { StepNumbers } from './step.ts';
import { infix, writeStep } from './written.ts';

export const kernels = optimizerNames.map((name) => updateKernel(updates[name].name, formulas[name]));

function updateKernel(
  name: string,
  formula: OptimizerFormula,
): FusedKernel<string, StepNumbers, FusedWebgpuBackend> {
  const source = wgsl(name, shader(formula));
  const numbers = numberNames(formula);
  return {
    name,
    run({ inputs, attrs, backend }) {
      const given: Record<string, TensorInfo> = inputs;
      const { shape } = given['parameter'];
      const count = util.sizeFromShape(shape);
      const writes = ['parameter', ...formula.slots].map(() => backend.output(shape));
      const reads = [...elements(formula), 'scale'].map((input) => given[input]);
      const words = [count, ...numbers.map((number) => f32(attrs[number]))];
      backend.run({ source, reads, writes, words, groups: backend.flatGroups(count) });
      return writes;
    },
  };
}

/** Inputs of one number for each of the parameter's. */
function elements(formula: OptimizerFormula): string[] {
  return ['parameter', 'gradient', ...formula.slots];
}

/** Bindings: the count and the numbers, then what is read, then what is written, in the order of `run` above. */
function shader(formula: OptimizerFormula): string {
  const { statements, results } = writeStep(formula, {
    declare: (name, value) => `let ${name} = ${value};`,
    algebra: infix,
    number: (name) => `call.${name}`,
  });
  const reads = [...elements(formula).map((name) => `${name}In`), 'scaleIn'];
  const writes = ['parameter', ...formula.slots].map((name) => `${name}Out`);
  const bindings = [
    ...reads.map((name) => `var<storage, read> ${name}: array<f32>;`),
    ...writes.map((name) => `var<storage, read_write> ${name}: array<f32>;`),
  ];
  return `
struct Call { count: u32, ${numberNames(formula)
    .map((name) => `${name}: f32`)
    .join(', ')} }
@group(0) @binding(0) var<uniform> attrs: Call;
${bindings.map((binding, i) => `@group(0) @binding(${i + 1}) ${binding}`).join('\n')}

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) thread: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let call = attrs; // copied once, as loads cost more than arithmetic
  let scale = scaleIn[0];
  for (var n = thread.x; n < call.count; n += groups.x * 256u) {
    ${elements(formula)
      .map((name) => `let ${name} = ${name}In[n];`)
      .join('\n    ')}
    ${statements.join('\n    ')}
    ${['parameter', ...formula.slots].map((name) => `${name}Out[n] = ${results[name]};`).join('\n    ')}
  }
}`;
}
