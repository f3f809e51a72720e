import 'react';

declare module 'react' {
  interface CSSProperties {
    /** From 0 to 1: how strongly a cell of the confusion matrix is filled. */
    '--share'?: number;
    /** From 0 to 1: where the needle of the prediction stands. */
    '--probability'?: number;
  }
}
