/** The shape of one layer in one direction. */
export interface LstmDims {
  batch: number;
  time: number;
  inputs: number;
  hidden: number;
}

/** Multiply-adds of one dispatch: a quarter of a second on the slowest device that is worth training on. */
export const workPerDispatch = 1e9;
