/** The optimizers' AssemblyScript, which `scripts/build-kernels.mjs` compiles with the rest. */
import type { Signature } from '../../runtime/signature.ts';
import { argumentsClassOf, functionOf } from '../../runtime/wasm/jobs.ts';
import type { Job } from '../../runtime/wasm/jobs.ts';
import type { Algebra, OptimizerFormula } from './formula.ts';
import { elementsOf, updatedOf, updateJobs } from './signature.ts';
import { writeStep } from './written.ts';

const simd: Algebra<string> = {
  add: (a, b) => `f32x4.add(${a}, ${b})`,
  sub: (a, b) => `f32x4.sub(${a}, ${b})`,
  mul: (a, b) => `f32x4.mul(${a}, ${b})`,
  div: (a, b) => `f32x4.div(${a}, ${b})`,
  sqrt: (a) => `f32x4.sqrt(${a})`,
  sign: (a) => `sign(${a})`,
  madd: (a, b, c) => `madd(${a}, ${b}, ${c})`,
};

/** One function for each optimizer's job. */
export function assemblySource(): string {
  return `import { madd, shareStart, sign, splat } from '../../src/model/runtime/wasm/assembly/simd.ts';
import { ${updateJobs.map(({ job }) => argumentsClassOf(job)).join(', ')} } from './arguments.ts';
${updateJobs.map(({ job, signature, formula }) => updateSource(job, signature, formula)).join('')}`;
}

function updateSource(job: Job, { outputs }: Signature, formula: OptimizerFormula): string {
  const { statements, results } = writeStep(formula, {
    declare: (value, expression) => `const ${value} = ${expression};`,
    algebra: simd,
    value: (name) => name,
    number: (number) => `splat(job.${number})`,
  });
  const updated = updatedOf(formula);
  return `
export function ${functionOf(job)}(job: ${argumentsClassOf(job)}, thread: i32, threads: i32): void {
  const scale = v128.load32_splat(job.scale);
  const end = <usize>shareStart(job.count, 1024, thread + 1, threads) << 2;
  for (let i = <usize>shareStart(job.count, 1024, thread, threads) << 2; i < end; i += 16) {
${elementsOf(formula)
  .map((input) => `    const ${input} = v128.load(job.${input} + i);`)
  .join('\n')}
${statements.map((statement) => `    ${statement}`).join('\n')}
${outputs.map((output, n) => `    v128.store(job.${output} + i, ${results[updated[n]]});`).join('\n')}
  }
}
`;
}
