/** Studies: many runs, and what they say together. The page loads all of it but for what trains, which it takes as types. */
export * from './compare.ts';
export * from './engine.ts';
export * from './grid.ts';
export * from './measure.ts';
export * from './plan.ts';
export * from './record.ts';
export { unpackRows } from './rows-right.ts';
export type * from './run.ts';
export * from './side-by-side.ts';
export * from './study-csv.ts';
export * from './summary.ts';
