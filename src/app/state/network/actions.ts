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
import { isBusy, patch, update, withHeld, withPart, type ModelState } from '../store.ts';

export class ModelActions {
  private readonly asking: Asking;

  constructor(private readonly context: Context) {
    this.asking = createAsking(context);
  }

  /** Takes over the network that training left, tests it and saves a copy of its file. */
  readonly adopt = async (summary: ModelSummary): Promise<void> => {
    const { store } = this.context;
    const { config } = store.getState().run;
    if (!config) return;
    update(store, 'model', (state) =>
      withHeld(state, { summary, config, origin: 'trained', fileName: null }),
    );
    await this.test();
    await this.renew();
  };

  readonly test = async (): Promise<void> => {
    const { store, client, recoverFrom } = this.context;
    const { loaded } = store.getState().data;
    if (!loaded || !this.model.held) return;
    patch(store, 'test', { running: true, problem: null });
    try {
      const report = await client.ask('test', {});
      patch(store, 'test', { running: false, report, on: loaded.summary.name });
    } catch (error) {
      patch(store, 'test', { running: false, problem: sentenceOf(error) });
      await recoverFrom(error);
    }
  };

  /**
   * The worker's network answers by another decision: what its test is now, if it has one on the loaded data. Asks it
   * again what it was asked last, and saves a copy of its file.
   */
  readonly decided = async (summary: ModelSummary, report: TestReport | null): Promise<void> => {
    const { store } = this.context;
    update(store, 'model', (state) => (state.held ? withHeld(state, { ...state.held, summary }) : state));
    patch(store, 'test', { report, problem: null });
    await this.renew();
  };

  readonly setText = (text: string): void => this.asking.setText(text);

  /** Includes a part in the download, or excludes it. */
  readonly choosePart = (part: ExportPart, isChosen: boolean): void =>
    update(this.context.store, 'model', (state) => withPart(state, part, isChosen));

  /** @returns the zip with the chosen parts to hand to the user; null when it could not be made */
  readonly download = async (): Promise<ExportedFile | null> => {
    const { held, parts } = this.model;
    if (!held || parts.length === 0) return null;
    this.set({ exporting: true, made: null, note: null, problem: null });
    try {
      const file = await this.context.client.ask('export-model', { parts: [...parts] });
      const made = { of: held, fileName: file.fileName, bytes: file.bytes.length };
      this.set({ exporting: false, made });
      return file;
    } catch (error) {
      this.set({ exporting: false, problem: sentenceOf(error) });
      await this.context.recoverFrom(error);
      return null;
    }
  };

  /** Loads the one network that these files are. What was loaded before stays when they are no good. */
  readonly load = async (files: InputFile[]): Promise<void> => {
    const { store, recoverFrom } = this.context;
    this.set({ note: null });
    if (isBusy(store.getState().run)) return this.set({ isRefused: true, problem: null });
    this.set({ loading: true, problem: null });
    try {
      await this.read(files);
    } catch (error) {
      this.set({ loading: false, problem: sentenceOf(error) });
      await recoverFrom(error);
    }
  };

  /** Puts the network's own settings into the form; the choice of backend stays. */
  readonly takeItsSettings = (): void => {
    const { held } = this.model;
    if (held) this.context.store.setState((state) => withSettings(state, held.config));
  };

  /** Gives a worker the network back from the copy that the page has; without one, it is gone. */
  readonly restore = async (): Promise<void> => {
    const { held, zip } = this.model;
    if (!held) return;
    try {
      if (!zip) throw new Error('no copy');
      // The worker takes ownership of what it is sent, so it gets a copy.
      const files = [{ name: 'model.zip', bytes: zip.slice() }];
      await this.context.client.ask('import-model', { files });
    } catch (error) {
      // It was the worker's end, and not the network's: the next one gets it.
      if (error instanceof WorkerFailure && error.code !== 'bad-input') return;
      this.set({ held: null, zip: null });
      patch(this.context.store, 'attempt', { answer: null });
    }
  };

  private get model(): ModelState {
    return this.context.store.getState().model;
  }

  private set(change: Partial<ModelState>): void {
    patch(this.context.store, 'model', change);
  }

  private async read(files: InputFile[]): Promise<void> {
    const { store, client } = this.context;
    const named = await Promise.all(files.map(bytesOf));
    const { summary, config } = await client.ask('import-model', { files: named });
    const [{ name }] = named;
    const fileName = named.length === 1 ? name : t.loadModel.several(name, named.length - 1);
    update(store, 'model', (state) => withHeld(state, { summary, config, origin: 'loaded', fileName }));
    patch(store, 'test', { report: summary.test, on: summary.trainedOn, problem: null });
    await this.renew();
  }

  /** Another network is here: asks it, and saves a copy. The copy is a safety net: a failure there takes nothing from the user. */
  private async renew(): Promise<void> {
    await this.asking.ask();
    const { held } = this.model;
    const zip = await this.context.client.ask('export-model', { parts: ['tfjs'] }).then(
      ({ bytes }) => bytes,
      () => null,
    );
    // Another network may have come meanwhile.
    if (this.model.held === held) this.set({ zip });
  }
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
