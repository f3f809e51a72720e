/** How a parameter is drawn before training. */
export type Initializer =
  | { kind: 'uniform'; range: number }
  /** Glorot and Bengio 2010: U(−a, a), a = √(6 / (rows + columns)). */
  | { kind: 'glorot-uniform' }
  /**
   * [H,G·H] as G random orthogonal H×H matrices, one a gate: each gate's step through time then neither grows
   * nor shrinks the state at the start (Saxe et al. 2014). Keras makes the rows of the whole [H,G·H] orthogonal
   * instead, which shrinks each gate's part to about half.
   */
  | { kind: 'orthogonal-blocks' }
  /** 0, with 1 for the forget gate, so that cells remember from the start (Jozefowicz et al. 2015). */
  | { kind: 'lstm-bias' }
  | { kind: 'zeros' };
