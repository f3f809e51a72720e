/** How good a network is. */
export { classesOf, classOf, confusionMatrix, scores } from './confusion.ts';
export { groupByCell, groupByNumber, groupByShare, groupByValue } from './grouping.ts';
export { joinProbabilities, likelyLabelErrors, type LikelyError } from './label-errors.ts';
export { probabilitiesAt, fitTemperature, reliabilityAt } from './calibration.ts';
export type { Judged } from './calibration.ts';
export { areasOf, scoreGroups } from './areas.ts';
export { bestWeights } from './costs.ts';
export { curvesOf } from './curves.ts';
export { derived, majorityAccuracy, testReport } from './report.ts';
