import { recurrentWasm } from '../helpers/recurrent/wasm.ts';
import { lstmOp } from './signature.ts';

export const kernels = recurrentWasm(lstmOp);
