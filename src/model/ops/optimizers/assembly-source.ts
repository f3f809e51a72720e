/** The optimizers' AssemblyScript, which `scripts/build-kernels.mjs` compiles with the rest. */
import type { Algebra, OptimizerFormula } from './formula.ts';
import { formulas, optimizerNames } from './registry.ts';
import { numberNames } from './step.ts';
import { writeStep } from './written.ts';

/** What a job's addresses stand for, in their order: inputs, then outputs. */
export function jobAddresses(formula: OptimizerFormula): { inputs: string[]; outputs: string[] } {
  return {
    inputs: ['parameter', 'gradient', ...formula.slots, 'scale'],
    outputs: ['parameter', ...formula.slots],
  };
}

const simd: Algebra<string> = {
  add: (a, b) => `f32x4.add(${a}, ${b})`,
  sub: (a, b) => `f32x4.sub(${a}, ${b})`,
  mul: (a, b) => `f32x4.mul(${a}, ${b})`,
  div: (a, b) => `f32x4.div(${a}, ${b})`,
  sqrt: (a) => `f32x4.sqrt(${a})`,
  sign: (a) => `sign(${a})`,
  madd: (a, b, c) => `madd(${a}, ${b}, ${c})`,
};

/**
 * One function for each optimizer and one that chooses among them by their number in the registry.
 * @param simdPath where `simd.ts` is, as the written file imports it
 */
export function assemblySource(simdPath: string): string {
  const cases = optimizerNames.map((name, index) => `    case ${index}: return ${name}(at, part, parts);`);
  return `/** Written by scripts/build-kernels.mjs from the formulas of ops/optimizers. */
import { madd, shareStart, sign, splat } from '${simdPath}';
${optimizerNames.map((name) => updateSource(name, formulas[name])).join('')}
export function update(optimizer: i32, at: usize, part: i32, parts: i32): void {
  switch (optimizer) {
${cases.join('\n')}
  }
}
`;
}

function updateSource(name: string, formula: OptimizerFormula): string {
  const { inputs, outputs } = jobAddresses(formula);
  const { statements, results } = writeStep(formula, {
    declare: (value, expression) => `const ${value} = ${expression};`,
    algebra: simd,
    number: (number) => `splat(job.${number})`,
  });
  const elements = inputs.filter((input) => input !== 'scale');
  return `
@unmanaged
class ${name}Job {
${[...inputs.map((input) => `${input}In`), ...outputs.map((output) => `${output}Out`)].map((field) => `  ${field}: usize;`).join('\n')}
  length: i32;
${numberNames(formula)
  .map((number) => `  ${number}: f32;`)
  .join('\n')}
}

function ${name}(at: usize, part: i32, parts: i32): void {
  const job = changetype<${name}Job>(at);
  const scale = v128.load32_splat(job.scaleIn);
  const end = <usize>shareStart(job.length, 1024, part + 1, parts) << 2;
  for (let i = <usize>shareStart(job.length, 1024, part, parts) << 2; i < end; i += 16) {
${elements.map((input) => `    const ${input} = v128.load(job.${input}In + i);`).join('\n')}
${statements.map((statement) => `    ${statement}`).join('\n')}
${outputs.map((output) => `    v128.store(job.${output}Out + i, ${results[output]});`).join('\n')}
  }
}
`;
}
