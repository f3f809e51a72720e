/** How good a network is. */
export { classesOf, classOf, confusionMatrix, scores } from './confusion.ts';
export { derived, majorityAccuracy, testReport } from './report.ts';
