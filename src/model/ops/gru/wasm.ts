/** The GRU in WebAssembly. */
import { recurrentWasm } from '../helpers/recurrent/wasm.ts';
import { gruBackwardJob, gruForwardJob } from '../../runtime/wasm/jobs.ts';
import { gruContract } from './op.ts';

export const gruWasm = recurrentWasm(gruContract, {
  forward: gruForwardJob,
  backward: gruBackwardJob,
  together: 1,
  plainGates: 2,
});
