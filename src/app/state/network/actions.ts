/** What can be done with a network that is there: test it, ask it, write it to a file, read one. */
import { WorkerFailure } from '../../../workers/client.ts';
import type {
  InputFile,
  ExportedFile,
  ExportPart,
  ModelSummary,
  TestReport,
} from '../../../workers/protocol.ts';
import { t } from '../../i18n/index.ts';
import { sentenceOf, type Context } from '../context.ts';
import { withSettings } from '../settings/slice.ts';
import { fileNameOf } from '../data/file-name.ts';
import { createAsking, type Asking } from './asking.ts';
import { isBusy, patch, update, withHeld, withPart } from '../store.ts';

export interface ModelActions {
  /** Takes over the network that training left, tests it and saves a copy of its file. */
  adopt(summary: ModelSummary): Promise<void>;
  test(): Promise<void>;
  /**
   * The worker's network answers by another decision: what its test is now, if it has one on the loaded data. Asks it
   * again what it was asked last, and saves a copy of its file.
   */
  decided(summary: ModelSummary, report: TestReport | null): Promise<void>;
  setText: Asking['setText'];
  /** Includes a part in the download, or excludes it. */
  choosePart(part: ExportPart, isChosen: boolean): void;
  /** @returns the zip with the chosen parts to hand to the user; null when it could not be made */
  download(): Promise<ExportedFile | null>;
  /** Loads the one network that these files are. What was loaded before stays when they are no good. */
  load(files: InputFile[]): Promise<void>;
  /** Puts the network's own settings into the form; the choice of backend stays. */
  takeItsSettings(): void;
  /** Gives a worker the network back from the copy that the page has; without one, it is gone. */
  restore(): Promise<void>;
}

export function createModelActions(context: Context): ModelActions {
  const { store, client, recoverFrom } = context;
  const asking = createAsking(context);
  const model = () => store.getState().model;

  async function test(): Promise<void> {
    const { loaded } = store.getState().data;
    if (!loaded || !model().held) return;
    patch(store, 'test', { running: true, problem: null });
    try {
      const report = await client.ask('test', {});
      patch(store, 'test', { running: false, report, on: loaded.summary.name });
    } catch (error) {
      patch(store, 'test', { running: false, problem: sentenceOf(error) });
      await recoverFrom(error);
    }
  }

  /** The copy is a safety net: a failure here takes nothing from the user. */
  async function saveCopy(): Promise<void> {
    const { held } = model();
    const zip = await client.ask('export-model', { parts: ['tfjs'] }).then(
      ({ bytes }) => bytes,
      () => null,
    );
    // Another network may have come meanwhile.
    if (model().held === held) patch(store, 'model', { zip });
  }

  async function read(files: InputFile[]) {
    const named = await Promise.all(files.map(bytesOf));
    const { summary, config } = await client.ask('import-model', { files: named });
    const [{ name }] = named;
    const fileName = named.length === 1 ? name : t.loadModel.several(name, named.length - 1);
    update(store, 'model', (state) => withHeld(state, { summary, config, origin: 'loaded', fileName }));
    patch(store, 'test', { report: summary.test, on: summary.trainedOn, problem: null });
    await asking.ask();
    await saveCopy();
  }

  return {
    async adopt(summary) {
      const { config } = store.getState().run;
      if (!config) return;
      update(store, 'model', (state) =>
        withHeld(state, { summary, config, origin: 'trained', fileName: null }),
      );
      await test();
      await asking.ask();
      await saveCopy();
    },

    test,

    async decided(summary, report) {
      update(store, 'model', (state) => (state.held ? withHeld(state, { ...state.held, summary }) : state));
      patch(store, 'test', { report, problem: null });
      await asking.ask();
      await saveCopy();
    },

    setText: asking.setText,

    choosePart(part, isChosen) {
      update(store, 'model', (state) => withPart(state, part, isChosen));
    },

    async download() {
      const { held, parts } = model();
      if (!held || parts.length === 0) return null;
      patch(store, 'model', { exporting: true, made: null, note: null, problem: null });
      try {
        const file = await client.ask('export-model', { parts: [...parts] });
        const made = { of: held, fileName: file.fileName, bytes: file.bytes.length };
        patch(store, 'model', { exporting: false, made });
        return file;
      } catch (error) {
        patch(store, 'model', { exporting: false, problem: sentenceOf(error) });
        await recoverFrom(error);
        return null;
      }
    },

    async load(files) {
      patch(store, 'model', { note: null });
      if (isBusy(store.getState().run)) {
        patch(store, 'model', { isRefused: true, problem: null });
        return;
      }
      patch(store, 'model', { loading: true, problem: null });
      try {
        await read(files);
      } catch (error) {
        patch(store, 'model', { loading: false, problem: sentenceOf(error) });
        await recoverFrom(error);
      }
    },

    takeItsSettings() {
      const { held } = model();
      if (!held) return;
      store.setState((state) => withSettings(state, held.config));
    },

    async restore() {
      const { held, zip } = model();
      if (!held) return;
      try {
        if (!zip) throw new Error('no copy');
        // The worker takes ownership of what it is sent, so it gets a copy.
        const bytes = zip.slice();
        const files = [{ name: 'model.zip', bytes }];
        await client.ask('import-model', { files });
      } catch (error) {
        // It was the worker's end, and not the network's: the next one gets it.
        if (error instanceof WorkerFailure && error.code !== 'bad-input') return;
        patch(store, 'model', { held: null, zip: null });
        patch(store, 'attempt', { answer: null });
      }
    },
  };
}

/** @throws {WorkerFailure} when it can't be read */
async function bytesOf({ path, file }: InputFile) {
  const name = fileNameOf(path);
  try {
    return { name, bytes: new Uint8Array(await file.arrayBuffer()) };
  } catch {
    throw new WorkerFailure('bad-input', { code: 'file-not-read', name });
  }
}
