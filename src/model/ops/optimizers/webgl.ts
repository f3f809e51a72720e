/** An optimizer's whole update of a parameter in one drawing: all of its outputs at once. */
import type { FusedKernel } from '../../runtime/kernel.ts';
import type { FusedWebglBackend } from '../../runtime/webgl/backend.ts';
import { kernelCall } from '../../runtime/webgl/call.ts';
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
): FusedKernel<string, StepNumbers, FusedWebglBackend> {
  const shader = { name, source: source(formula) };
  const numbers = numberNames(formula);
  return {
    name,
    run: ({ inputs, attrs, backend }) =>
      kernelCall(backend, (call) => {
        const tensors = Object.fromEntries(
          [...elements(formula), 'scale'].map((input) => [`${input}In`, call.input(inputs[input])]),
        );
        const outputs = ['parameter', ...formula.slots].map(() => call.output(inputs['parameter'].shape));
        // A number that the formula does not read has no uniform.
        const uniforms = Object.fromEntries(numbers.map((number) => [number, attrs[number]]));
        call.fill({ shader, tensors, uniforms, outputs });
        return outputs.map(({ info }) => info);
      }),
  };
}

/** Inputs of one number for each of the parameter's. */
function elements(formula: OptimizerFormula): string[] {
  return ['parameter', 'gradient', ...formula.slots];
}

function source(formula: OptimizerFormula): string {
  const { statements, results } = writeStep(formula, {
    declare: (name, value) => `float ${name} = ${value};`,
    algebra: infix,
    number: (name) => name,
  });
  const reads = [...elements(formula), 'scale'];
  const writes = ['parameter', ...formula.slots];
  return `
uniform sampler2D ${reads.map((name) => `${name}In`).join(', ')};
uniform ivec2 ${reads.map((name) => `${name}InView`).join(', ')};
uniform int width;
uniform float ${numberNames(formula).join(', ')};
${writes.map((name, i) => `layout(location = ${i}) out float ${name}Out;`).join('\n')}

void main() {
  float scale = read(scaleIn, scaleInView, 0);
  ${elements(formula)
    .map((name) => `float ${name} = readHere(${name}In, ${name}InView, width);`)
    .join('\n  ')}
  ${statements.join('\n  ')}
  ${writes.map((name) => `${name}Out = ${results[name]};`).join('\n  ')}
}`;
}
