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
import type { AppController } from '../app-controller.ts';
import { isBusy, isSameNetwork, patch, update, withBegun, withChange, type AppState } from '../store.ts';
import { Debounce, SoleTask } from '../timing.ts';

export type Fix = Finding['fixes'][number];

export interface DoctorActions {
  /** Asks at once. */
  examine(): Promise<void>;
  /** Ends the examination under way; what is known of the data stays. */
  cancel(): void;
  fix(fix: Fix): Promise<void>;
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
  const repaired = Object.fromEntries(wrong.map((name) => [name, defaults[name]]));
  return readDraft({ ...draft, ...repaired }).config ?? preset;
}

export function sameDataFields(a: Draft, b: Draft): boolean {
  return a === b || dataFields.every((name) => settled(name, a[name]) === settled(name, b[name]));
}

/** The worker is free for it: nothing trains, is read, measured or tested. */
function isFree({ run, data, backend, test, profile }: AppState): boolean {
  return !isBusy(run) && data.loading === null && !backend.checking && !test.running && !profile.running;
}

export function createDoctorActions({ context, data, settings }: AppController): DoctorActions {
  const { store, client, recoverFrom } = context;
  const tasks = new SoleTask();
  const rest = new Debounce(restFor);

  function abort(): void {
    tasks.abort();
    if (store.getState().doctor.progress) patch(store, 'doctor', { progress: null });
  }

  async function examine(): Promise<void> {
    rest.cancel();
    abort();
    const { draft, data: now } = store.getState();
    const { problems } = readDraft(draft);
    // A wrong setting changes once more before it is right.
    if (!now.loaded || dataFields.some((name) => problems[name] !== undefined)) return;
    const config = usableConfig(draft);
    const task = tasks.begin();
    update(store, 'doctor', withBegun);
    try {
      const report = await client.ask(
        'examine',
        { config },
        {
          signal: task.signal,
          onProgress: (progress) => {
            if (task.isCurrent()) patch(store, 'doctor', { progress });
          },
        },
      );
      if (task.isCurrent()) patch(store, 'doctor', { report, isOld: false, progress: null });
    } catch (error) {
      if (task.isCurrent()) patch(store, 'doctor', { progress: null, problem: sentenceOf(error) });
      if (!(error instanceof WorkerFailure && error.code === 'cancelled')) await recoverFrom(error);
    } finally {
      task.end();
    }
  }

  /** Asks when nothing has changed for a moment; waits on while the worker is busy. */
  function schedule(): void {
    rest.run(() => {
      const state = store.getState();
      if (state.doctor.isDue && isFree(state)) void examine();
    });
  }

  function hear(state: AppState, before: AppState): void {
    const { loaded } = state.data;
    const newData = loaded !== before.data.loaded;
    if (!isSameNetwork(state.model.held, before.model.held)) {
      const trainedHere = state.model.held?.origin === 'trained';
      patch(store, 'doctor', { trainedOn: trainedHere ? (loaded?.summary.fingerprint ?? null) : null });
    }
    if (newData || !sameDataFields(state.draft, before.draft)) {
      abort();
      const isSame = loaded?.summary.name === before.data.loaded?.summary.name;
      update(store, 'doctor', (doctor) => withChange(doctor, loaded !== null, isSame));
      schedule();
      return;
    }
    if (isBusy(state.run) && tasks.isUnderWay) {
      abort();
      patch(store, 'doctor', { isDue: true });
    }
    if (state.doctor.isDue && isFree(state) && !isFree(before)) schedule();
  }

  return {
    examine,

    cancel() {
      abort();
      patch(store, 'doctor', { isDue: false, cancelled: true });
    },

    async fix(fix) {
      switch (fix.kind) {
        case 'choice':
          return data.setCleaning(fix.cleaning);
        case 'classes':
          return data.setClasses(fix.classes);
        case 'encoding':
          return data.reopenWith(fix.encoding);
        case 'settings': {
          const written = draftOf({ ...usableConfig(store.getState().draft), ...fix.change });
          for (const name of fieldNames) if (name in fix.change) settings.set(name, written[name]);
          return;
        }
        default:
          fix satisfies never;
      }
    },

    watch() {
      const isDue = store.getState().data.loaded !== null;
      patch(store, 'doctor', { isDue });
      if (isDue) schedule();
      const end = store.subscribe(hear);
      return () => {
        end();
        rest.cancel();
        abort();
      };
    },
  };
}
