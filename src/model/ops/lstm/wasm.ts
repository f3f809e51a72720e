/** The LSTM in WebAssembly. */
import { recurrentWasm } from '../helpers/recurrent/wasm.ts';
import { lstmBackwardJob, lstmForwardJob } from '../../runtime/wasm/jobs.ts';
import { lstmContract } from './op.ts';

export const lstmWasm = recurrentWasm(lstmContract, {
  forward: lstmForwardJob,
  backward: lstmBackwardJob,
  together: 4,
  plainGates: 4,
});
