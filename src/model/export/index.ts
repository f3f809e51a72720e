/** Models as files. */
export { exportZip, modelFiles } from './export.ts';
export { importZip } from './import.ts';
export type { ModelFiles, SavedModel } from './saved-model.ts';
