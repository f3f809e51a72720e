/** How good a network is. */
export { classesOf, classOf, confusionMatrix, scores } from './confusion.ts';
export { groupByCell, groupByNumber, groupByShare, groupByValue } from './grouping.ts';
export { joinProbabilities, likelyLabelErrors, type LikelyError } from './label-errors.ts';
export { derived, majorityAccuracy, testReport } from './report.ts';
