/** Sorts what somebody brings by what it is, so that each file goes where it belongs. */
import type { BroughtFile } from '../../workers/protocol.ts';
import { kindOf } from './file-kind.ts';

export interface SortedFiles {
  /** All files of networks together: whoever reads them says when they are of more than one. */
  models: BroughtFile[];
  /** States of runs. */
  states: BroughtFile[];
  corrections: BroughtFile[];
  reviews: BroughtFile[];
}

/** More files than this are a folder of reviews; none of them is looked into. An unpacked model has 22. */
const fewFiles = 40;

/** What of an unpacked model is read beside the files that describe it. */
const readBeside = /^(weights\.bin|(vocabulary|metrics|tokenizer)\.json|model\.safetensors)$/;
/** The rest of it: for other programs, and no reviews. */
const restBeside =
  /^(README\.md|golden\.json|model\.(onnx|keras|py)|optimizer\.safetensors|forget_gate\.py|forget-gate\.mjs|train\.py|predict\.(html|mjs|py)|verify\.(mjs|py)|verify_torch\.py)$/;

export const fileNameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);
const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/') + 1);

export async function sortFiles(files: BroughtFile[]): Promise<SortedFiles> {
  const kinds = await Promise.all(
    files.map(async ({ file }) => (files.length > fewFiles ? 'data' : kindOf(file))),
  );
  const of = (kind: (typeof kinds)[number]) => files.filter((_, place) => kinds[place] === kind);
  const described = new Set(of('model-part').map(({ path }) => folderOf(path)));
  const besideParts = (pattern: RegExp) => (file: BroughtFile) =>
    described.has(folderOf(file.path)) && pattern.test(fileNameOf(file.path));
  const isRead = besideParts(readBeside);
  const isRest = besideParts(restBeside);
  return {
    models: [
      ...of('model-part'),
      ...of('model').filter((file) => !isRest(file)),
      ...of('data').filter(isRead),
    ],
    states: of('state'),
    corrections: of('corrections'),
    reviews: of('data').filter((file) => !isRead(file) && !isRest(file)),
  };
}
