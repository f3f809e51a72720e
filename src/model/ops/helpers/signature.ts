/** What an op's `signature.ts` says of it to `registry.ts`. */
import type { Signature } from '../../runtime/signature.ts';
import type { Job } from '../../runtime/wasm/jobs.ts';

export interface OpSignature {
  /** In tfjs's registry, each for every backend. */
  readonly kernels: readonly Signature[];
  /** What the WebAssembly threads do of it: functions of `assembly/<op>.ts`. */
  readonly jobs: readonly Job[];
}
