/** Commands on the data: files, columns, the examination, rows and their corrections. */
import type { InputFile } from '../../contract/dataset.ts';
import { InputError } from '../../model/index.ts';
import { bytesOf, checked, type Handlers, type Services } from './handler.ts';

export function dataHandlers({ training, load, post }: Services) {
  const { data, vectors, unlabelled } = training;
  const sourcesOf = (files: InputFile[]) => files.map(({ path, file }) => ({ path, blob: file }));
  return {
    'load-sample': async ({ sample, url }) => data.loadSample(sample, await load(url)),
    'open-files': ({ files, encoding }, { id, ...work }) => {
      const onFile = (file: string) => post({ type: 'reading', id, file });
      return data.openFiles(sourcesOf(files), { ...work, encoding, onFile });
    },
    'choose-columns': ({ choice }, job) => data.chooseColumns(choice, job),
    'load-vectors': async (request, job) => {
      if ('file' in request) return vectors.openFile({ path: request.file.path, blob: request.file.file });
      const bytes = await load(request.english, job).catch(() => {
        throw new InputError({ code: 'vectors-not-loaded', start: 'english' });
      });
      return vectors.openEnglish(new Uint8Array(bytes));
    },
    'load-unlabelled': ({ files }, job) => unlabelled.open(sourcesOf(files), job),
    'vector-coverage': ({ config }, job) => training.measuring.coverage(checked(config), job),
    examine: ({ config }, job) => data.examine(checked(config), job),
    rows: ({ query, start, count, config }, job) => data.rows(query, { start, count }, checked(config), job),
    'export-rows': ({ query, config }, job) => data.exportRows(query, checked(config), job),
    correct: ({ rows, correction }, job) => data.correct(rows, correction, job),
    'export-corrections': () => data.exportCorrections(),
    'import-corrections': async ({ file }, job) => data.importCorrections(await bytesOf(file), job),
  } satisfies Partial<Handlers>;
}
