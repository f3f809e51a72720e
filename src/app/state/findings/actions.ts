/** Asks what is wrong with the data: when there is some, and again when data or settings change. */
import { WorkerFailure } from '../../../workers/client.ts';
import {
  affecting,
  examined,
  fieldNames,
  presetConfig,
  type FieldName,
  type Finding,
  type RunConfig,
} from '../../../workers/protocol.ts';
import { sentenceOf } from '../context.ts';
import { draftOf, readDraft, settled, type Draft } from '../settings/draft.ts';
import type { Session } from '../app-controller.ts';
import { isBusy, patch, type AppState } from '../store.ts';

export type Mend = Finding['mends'][number];

export interface DoctorActions {
  /** Asks at once. */
  examine(): Promise<void>;
  /** Ends the examination under way; what is known of the data stays. */
  cancel(): void;
  mend(mend: Mend): Promise<void>;
  /** Asks by itself from now on. @returns what ends that */
  watch(): () => void;
}

/** How long data and settings must stay as they are, in milliseconds: shorter than until the backends are measured. */
const restFor = 600;

/** Settings that the data's check depends on: how it is read and how it is split. */
const dataFields: readonly FieldName[] = affecting(...examined);

/** The settings in the form, with a preset's in place of wrong ones, so that the data can be looked at all the same. */
export function usableConfig(draft: Draft): RunConfig {
  const preset = presetConfig();
  const { config, problems } = readDraft(draft);
  if (config) return config;
  const wrong = fieldNames.filter((name) => problems[name] !== undefined);
  const defaults = draftOf(preset);
  const mended = Object.fromEntries(wrong.map((name) => [name, defaults[name]]));
  return readDraft({ ...draft, ...mended }).config ?? preset;
}

export function sameDataFields(a: Draft, b: Draft): boolean {
  return a === b || dataFields.every((name) => settled(name, a[name]) === settled(name, b[name]));
}

/** The worker is free for it: nothing trains, is read, measured or tested. */
function isFree({ run, data, backend, test, profile }: AppState): boolean {
  return !isBusy(run) && data.loading === null && !backend.checking && !test.running && !profile.running;
}

export function createDoctorActions({ context, data, settings }: Session): DoctorActions {
  const { store, client, recoverFrom } = context;
  let underWay: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Data or settings have changed since the last question. */
  let isDue = false;

  function abort(): void {
    underWay?.abort();
    underWay = null;
    if (store.getState().doctor.progress) patch(store, 'doctor', { progress: null });
  }

  async function examine(): Promise<void> {
    clearTimeout(timer);
    abort();
    const { draft, data: now } = store.getState();
    const { problems } = readDraft(draft);
    // A wrong setting changes once more before it is right.
    if (!now.loaded || dataFields.some((name) => problems[name] !== undefined)) return;
    const config = usableConfig(draft);
    const mine = new AbortController();
    underWay = mine;
    isDue = false;
    patch(store, 'doctor', {
      progress: { phase: 'examining', share: null, rows: 0 },
      cancelled: false,
      problem: null,
    });
    try {
      const report = await client.ask(
        'examine',
        { config },
        {
          signal: mine.signal,
          onProgress: (progress) => {
            if (underWay === mine) patch(store, 'doctor', { progress });
          },
        },
      );
      if (underWay === mine) patch(store, 'doctor', { report, isOld: false, progress: null });
    } catch (error) {
      if (underWay === mine) patch(store, 'doctor', { progress: null, problem: sentenceOf(error) });
      if (!(error instanceof WorkerFailure && error.code === 'cancelled')) await recoverFrom(error);
    } finally {
      if (underWay === mine) underWay = null;
    }
  }

  /** Asks when nothing has changed for a moment; waits on while the worker is busy. */
  function schedule(): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (isDue && isFree(store.getState())) void examine();
    }, restFor);
  }

  function hear(state: AppState, before: AppState): void {
    const { loaded } = state.data;
    const newData = loaded !== before.data.loaded;
    if (state.model.held !== before.model.held) {
      const trainedHere = state.model.held?.origin === 'trained';
      patch(store, 'doctor', { trainedOn: trainedHere ? (loaded?.summary.fingerprint ?? null) : null });
    }
    if (newData || !sameDataFields(state.draft, before.draft)) {
      isDue = loaded !== null;
      abort();
      const sameSource = loaded?.summary.name === before.data.loaded?.summary.name;
      patch(store, 'doctor', sameSource ? { isOld: true } : { isOld: true, report: null, problem: null });
      schedule();
      return;
    }
    if (isBusy(state.run) && underWay) {
      abort();
      isDue = true;
    }
    if (isDue && isFree(state) && !isFree(before)) schedule();
  }

  return {
    examine,

    cancel() {
      abort();
      isDue = false;
      patch(store, 'doctor', { cancelled: true });
    },

    async mend(mend) {
      switch (mend.kind) {
        case 'choice':
          return data.setMends(mend.mends);
        case 'encoding':
          return data.reopenWith(mend.encoding);
        case 'settings': {
          const written = draftOf({ ...usableConfig(store.getState().draft), ...mend.change });
          for (const name of fieldNames) if (name in mend.change) settings.set(name, written[name]);
          return;
        }
        default:
          mend satisfies never;
      }
    },

    watch() {
      isDue = store.getState().data.loaded !== null;
      if (isDue) schedule();
      const end = store.subscribe(hear);
      return () => {
        end();
        clearTimeout(timer);
        abort();
      };
    },
  };
}
