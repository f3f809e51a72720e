/** The parts that a model's bundle can have. The page's first code needs their names, and not those of the files. */

/**
 * What a bundle holds beside the description of the model: `code` programs that predict and verify, `training`
 * a PyTorch program that continues training, with the optimizer's state where there is one.
 */
export const exportParts = ['tfjs', 'safetensors', 'onnx', 'keras', 'code', 'training'] as const;
export type ExportPart = (typeof exportParts)[number];
