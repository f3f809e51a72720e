/** The settings of a run: their table, its checks, their text, and the presets. */
export type * from './settings/field.ts';
export * from './settings/budget.ts';
export * from './settings/check.ts';
export * from './settings/presets.ts';
export * from './settings/table.ts';
export * from './settings/text.ts';
export * from './settings/token-rule.ts';
