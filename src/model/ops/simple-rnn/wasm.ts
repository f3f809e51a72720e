/** The simple recurrent layer in WebAssembly. */
import { recurrentWasm } from '../helpers/recurrent/wasm.ts';
import { simpleRnnBackwardJob, simpleRnnForwardJob } from '../../runtime/wasm/jobs.ts';
import { simpleRnnContract } from './op.ts';

export const simpleRnnWasm = recurrentWasm(simpleRnnContract, {
  forward: simpleRnnForwardJob,
  backward: simpleRnnBackwardJob,
  together: 1,
  plainGates: 1,
});
