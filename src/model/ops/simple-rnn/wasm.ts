import { recurrentWasm } from '../helpers/recurrent/wasm.ts';
import { simpleRnnOp } from './signature.ts';

export const kernels = recurrentWasm(simpleRnnOp);
