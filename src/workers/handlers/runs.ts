/** Commands on saved runs. */
import { plainName } from '../../model/index.ts';
import { bytesOf, type Handlers, type Services } from './handler.ts';

export function runHandlers({ training, runs, loadedRun }: Services) {
  const fileName = async (id: string, ending: string) =>
    `forget-gate-${plainName((await runs.get(id)).name)}.${ending}`;
  const setDeleted = async (id: string, isDeleted: boolean): Promise<null> => {
    await runs.setDeleted(id, isDeleted);
    return null;
  };

  return {
    'list-runs': () => runs.list(),
    'get-run': ({ id }) => runs.get(id),
    'rename-run': ({ id, name }) => runs.rename(id, name),
    'note-run': ({ id, notes }) => runs.note(id, notes),
    'delete-run': ({ id }) => setDeleted(id, true),
    'undelete-run': ({ id }) => setDeleted(id, false),
    'load-run': async ({ id }) => {
      await runs.get(id);
      const loaded = training.models.import([{ name: 'model.zip', bytes: await runs.model(id) }]);
      loadedRun.id = id;
      return loaded;
    },
    'export-run': async ({ id }) => ({
      fileName: await fileName(id, 'zip'),
      bytes: await runs.model(id),
    }),
    'export-state': async ({ id }) => ({
      fileName: await fileName(id, 'safetensors'),
      bytes: await runs.stateBytes(id),
    }),
    'import-state': async ({ file }) => runs.importState(await bytesOf(file)),
  } satisfies Partial<Handlers>;
}
