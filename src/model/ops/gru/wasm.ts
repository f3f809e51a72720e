import { recurrentWasm } from '../helpers/recurrent/wasm.ts';
import { gruOp } from './signature.ts';

export const kernels = recurrentWasm(gruOp);
