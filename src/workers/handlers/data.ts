/** Commands on the data: files, columns, the examination, rows and their corrections. */
import { bytesOf, checked, type Handlers, type Services } from './handler.ts';

export function dataHandlers({ training: { data }, load, post }: Services) {
  return {
    'load-sample': async ({ sample, url }) => data.loadSample(sample, await load(url)),
    'open-files': ({ files, encoding }, { id, ...work }) => {
      const sources = files.map(({ path, file }) => ({ path, blob: file }));
      const onFile = (file: string) => post({ type: 'reading', id, file });
      return data.openFiles(sources, { ...work, encoding, onFile });
    },
    'choose-columns': ({ choice }, job) => data.chooseColumns(choice, job),
    examine: ({ config }, job) => data.examine(checked(config), job),
    rows: ({ query, start, count, config }, job) => data.rows(query, { start, count }, checked(config), job),
    'export-rows': ({ query, config }, job) => data.exportRows(query, checked(config), job),
    correct: ({ rows, correction }, job) => data.correct(rows, correction, job),
    'export-corrections': () => data.exportCorrections(),
    'import-corrections': async ({ file }, job) => data.importCorrections(await bytesOf(file), job),
  } satisfies Partial<Handlers>;
}
