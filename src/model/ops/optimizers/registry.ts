/** Every optimizer. The order numbers the WebAssembly jobs. */
import { adadelta } from './adadelta.ts';
import { adam } from './adam.ts';
import { adamw } from './adamw.ts';
import { lion } from './lion.ts';
import { rmsprop } from './rmsprop.ts';
import { sgd } from './sgd.ts';

export const formulas = { adam, adadelta, rmsprop, sgd, adamw, lion };

export type OptimizerName = keyof typeof formulas;

export const optimizerNames = Object.keys(formulas) as OptimizerName[];
