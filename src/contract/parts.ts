/** What rows are divided into: by what they say, and by what they are used for. */

/** Two classes: 0 is negative, 1 is positive. */
export type ClassId = 0 | 1;

export type Part = 'train' | 'validation' | 'test';
