/** What can be done with a network that is there: test it, ask it, write it to a file, read one. */
import type { ModelSummary } from '../../workers/protocol.ts';
import { t } from '../i18n/index.ts';
import { createTurns, sentenceOf, type Context } from './context.ts';
import { draftOf, type Draft } from './draft.ts';
import { isBusy, patch } from './store.ts';

export interface ModelActions {
  /** Takes over the network that training left, tests it and keeps a copy of its file. */
  adopt(summary: ModelSummary): Promise<void>;
  test(): Promise<void>;
  /** Asks for a prediction as soon as the typing rests. */
  setText(text: string): void;
  /** @returns the file to hand to the person; null when it could not be made */
  download(): Promise<{ fileName: string; bytes: Uint8Array<ArrayBuffer> } | null>;
  load(file: File): Promise<void>;
  /** Puts the network's own settings into the form; the choice of backend stays. */
  takeItsSettings(): void;
  /** Gives a worker the network back from the copy that the page keeps; without one, it is gone. */
  restore(): Promise<void>;
}

const typingRests = 250;

export function createModelActions({ store, client, recoverFrom }: Context): ModelActions {
  const questions = createTurns();
  let typing: ReturnType<typeof setTimeout> | undefined;
  const model = () => store.getState().model;

  async function ask(text: string): Promise<void> {
    const current = questions.next();
    if (text.trim() === '' || !model().held || isBusy(store.getState().run)) {
      patch(store, 'attempt', { asking: false, answer: null, problem: null });
      return;
    }
    patch(store, 'attempt', { asking: true });
    try {
      const prediction = await client.ask('predict', { text });
      if (current()) patch(store, 'attempt', { asking: false, answer: { text, prediction }, problem: null });
    } catch (error) {
      if (current()) patch(store, 'attempt', { asking: false, answer: null, problem: sentenceOf(error) });
      await recoverFrom(error);
    }
  }

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

  /** The copy is a safety net: a failure here takes nothing from the person. */
  async function keepCopy(): Promise<void> {
    const zip = await client.ask('export-model', {}).then(
      ({ bytes }) => bytes,
      () => null,
    );
    patch(store, 'model', { zip });
  }

  /** The worker takes ownership of what it is sent, so it gets a copy. */
  function sendZip(zip: Uint8Array<ArrayBuffer>) {
    const bytes = zip.slice();
    return client.ask('import-model', { files: [{ name: 'model.zip', bytes }] }, { transfer: [bytes.buffer] });
  }

  async function read(file: File) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const { summary, config } = await sendZip(bytes);
    patch(store, 'model', {
      held: { summary, config, origin: 'loaded', fileName: file.name },
      zip: bytes,
      loading: false,
    });
    patch(store, 'test', { report: summary.test, on: summary.trainedOn, problem: null });
    await ask(store.getState().attempt.text);
  }

  return {
    async adopt(summary) {
      const { config } = store.getState().run;
      if (!config) return;
      patch(store, 'model', {
        held: { summary, config, origin: 'trained', fileName: null },
        zip: null,
        problem: null,
      });
      await test();
      await ask(store.getState().attempt.text);
      await keepCopy();
    },

    test,

    setText(text) {
      patch(store, 'attempt', { text });
      clearTimeout(typing);
      typing = setTimeout(() => void ask(text), typingRests);
    },

    async download() {
      patch(store, 'model', { exporting: true, problem: null });
      try {
        const file = await client.ask('export-model', {});
        patch(store, 'model', { exporting: false, zip: file.bytes });
        return file;
      } catch (error) {
        patch(store, 'model', { exporting: false, problem: sentenceOf(error) });
        return null;
      }
    },

    async load(file) {
      if (isBusy(store.getState().run)) {
        patch(store, 'model', { problem: t.export.busy });
        return;
      }
      patch(store, 'model', { loading: true, problem: null });
      try {
        await read(file);
      } catch (error) {
        patch(store, 'model', { loading: false, problem: sentenceOf(error) });
      }
    },

    takeItsSettings() {
      const { held } = model();
      if (!held) return;
      store.setState(({ draft }) => {
        const next: Draft = { ...draftOf(held.config), backend: draft.backend };
        return { draft: next };
      });
    },

    async restore() {
      const { held, zip } = model();
      if (!held) return;
      try {
        if (!zip) throw new Error('no copy');
        await sendZip(zip);
      } catch {
        patch(store, 'model', { held: null, zip: null });
        patch(store, 'attempt', { answer: null });
      }
    },
  };
}
