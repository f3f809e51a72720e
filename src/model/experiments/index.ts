/** Studies: many runs, and what they say together. */
export { cellsOf, mostVaried, settingNames, variedSetting, type CellSettings } from './grid.ts';
export { measureRun, plannedRuns, type StudyPlan } from './study.ts';
export { compareCells, studySummary, type StudyCell, type StudyRun, type StudySummary } from './summary.ts';
