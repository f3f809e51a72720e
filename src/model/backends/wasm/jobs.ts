/** All jobs of the compiled kernels. A job's number is its place here, from 1 on. */
import { opNames, ops } from '../../ops/registry.ts';
import { builtinJobs } from '../../runtime/wasm/builtin-jobs.ts';
import type { Job } from '../../runtime/wasm/jobs.ts';
import { skipGramJob } from '../../vectors/learn/signature.ts';

export const jobs: readonly Job[] = [
  ...builtinJobs,
  ...opNames.flatMap((op): readonly Job[] => ops[op].jobs),
  skipGramJob,
];
