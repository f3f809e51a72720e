/** How good a network is. */
export { classOf, confusionMatrix, scores } from './confusion.ts';
export type { Scores } from './confusion.ts';
export { derived, majorityAccuracy, testReport } from './report.ts';
export type { TestInput } from './report.ts';
