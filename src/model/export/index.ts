/** Models as files. */
export {
  bundleFiles,
  exportBundle,
  exportBundleInTurns,
  exportZip,
  modelFiles,
  type BundleExtras,
} from './bundle.ts';
export { goldenInputs, goldenWork, makeGolden, mostGoldenWork } from './golden.ts';
export { fileNames, isModelFile } from '../../contract/bundle.ts';
export { optimizerSlots, sizesOf, type OptimizerState, type SavedModel } from './saved-model.ts';
export { importFiles, importModel, importZip, type ModelFile } from './import.ts';
