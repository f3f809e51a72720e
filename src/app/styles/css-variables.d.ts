import 'react';

declare module 'react' {
  interface CSSProperties {
    /** From 0 to 1: how strongly a cell of the confusion matrix is filled, or how long a bar is. */
    '--share'?: number;
    /** From 0 to 1: the interval of a bar's value, and where its line is. */
    '--low'?: number;
    '--high'?: number;
    '--whole'?: number;
    /** From 0 to 1: where the needle of the prediction stands. */
    '--probability'?: number;
    '--threshold'?: number;
    /** From 0 to 1: how much a word adds, of the most that any adds. */
    '--strength'?: number;
  }
}
