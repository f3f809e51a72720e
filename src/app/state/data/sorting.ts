/** Sorts uploaded files by what they are, so that each file goes where it belongs. */
import { filesRead, isModelFile } from '../../../contract/bundle.ts';
import type { InputFile } from '../../../workers/protocol.ts';
import { fileNameOf } from './file-name.ts';
import { kindOf } from './file-kind.ts';

export interface SortedFiles {
  /** All files of networks together: whoever reads them says when they are of more than one. */
  models: InputFile[];
  /** States of runs. */
  states: InputFile[];
  corrections: InputFile[];
  /** Files of word vectors. */
  vectors: InputFile[];
  reviews: InputFile[];
}

/** More files than this are a folder of reviews; none of them is looked into. An unpacked model has fewer. */
const fewFiles = 40;

const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/') + 1);

export async function sortFiles(files: InputFile[]): Promise<SortedFiles> {
  const kinds = await Promise.all(
    files.map(async ({ file }) => (files.length > fewFiles ? 'data' : kindOf(file))),
  );
  const of = (kind: (typeof kinds)[number]) => files.filter((_, place) => kinds[place] === kind);
  const described = new Set(of('model-part').map(({ path }) => folderOf(path)));
  const isBeside = (file: InputFile) =>
    described.has(folderOf(file.path)) && isModelFile(fileNameOf(file.path));
  const isRead = (file: InputFile) => isBeside(file) && filesRead.has(fileNameOf(file.path));
  const isRest = (file: InputFile) => isBeside(file) && !filesRead.has(fileNameOf(file.path));
  return {
    models: [
      ...of('model-part'),
      ...of('model').filter((file) => !isRest(file)),
      ...of('data').filter(isRead),
    ],
    states: of('state'),
    corrections: of('corrections'),
    vectors: of('vectors'),
    reviews: of('data').filter((file) => !isRead(file) && !isRest(file)),
  };
}
