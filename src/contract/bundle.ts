/** The files of a model's bundle. */

const mebibyte = 2 ** 20;
const code = mebibyte / 4;

/** The files that a model zip may have in their order, each with the most bytes it may have unpacked. */
export const fileLimits = {
  'README.md': mebibyte / 4,
  'settings.json': mebibyte,
  'vocabulary.json': 32 * mebibyte,
  'tokenizer.json': mebibyte,
  'metrics.json': mebibyte,
  // 30 million texts, which is more than the reader of files takes.
  'seen-texts.bin': 176 * mebibyte,
  'golden.json': 8 * mebibyte,
  'model.json': mebibyte,
  // The largest network that the settings allow has 61 million parameters of 4 bytes.
  'weights.bin': 256 * mebibyte,
  'model.safetensors': 352 * mebibyte,
  'model.onnx': 257 * mebibyte,
  'model.keras': 258 * mebibyte,
  'optimizer.safetensors': 513 * mebibyte,
  'predict.html': 512 * mebibyte,
  'forget-gate.mjs': code,
  'markup.mjs': code,
  'table.mjs': code,
  'predict.mjs': code,
  'verify.mjs': code,
  'forget_gate.py': code,
  'markup.py': code,
  'table.py': code,
  'predict.py': code,
  'verify.py': code,
  'model.py': code,
  'verify_torch.py': code,
  'optimizer.py': code,
  'train.py': code,
} as const;

export type FileName = keyof typeof fileLimits;
export const fileNames = Object.keys(fileLimits) as FileName[];

/** Those that are read again when a model is loaded; the others are for other programs. */
export const filesRead: ReadonlySet<string> = new Set<FileName>([
  'settings.json',
  'vocabulary.json',
  'tokenizer.json',
  'metrics.json',
  'seen-texts.bin',
  'model.json',
  'weights.bin',
  'model.safetensors',
]);

/** Whether a file of a folder may be a part of a model. */
export function isModelFile(name: string): boolean {
  return Object.hasOwn(fileLimits, name);
}

/** All files together, and what the zip adds to them. */
export const maxZipBytes = Object.values(fileLimits).reduce((sum, limit) => sum + limit, mebibyte);

/** A file that was made, to be handed to the user. */
export interface ExportedFile {
  fileName: string;
  bytes: Uint8Array<ArrayBuffer>;
}
