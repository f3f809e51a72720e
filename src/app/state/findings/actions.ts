/** Asks what is wrong with the data: when there is some, and again when data or settings change. */
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
import { isCancelled } from '../data/reading.ts';
import { draftOf, readDraft, settled, type Draft } from '../settings/draft.ts';
import type { AppController } from '../app-controller.ts';
import { isBusy, isSameNetwork, patch, update, type AppState } from '../store.ts';
import { Debounce, SoleTask } from '../timing.ts';
import { withBegun, withChange } from './transitions.ts';

export type Fix = Finding['fixes'][number];

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

export class DoctorActions {
  private readonly tasks = new SoleTask();
  private readonly rest = new Debounce(restFor);

  constructor(private readonly controller: AppController) {}

  /** Asks at once. */
  readonly examine = async (): Promise<void> => {
    const { store, client, recoverFrom } = this.controller.context;
    this.rest.cancel();
    this.abort();
    const { draft, data } = store.getState();
    const { problems } = readDraft(draft);
    // A wrong setting changes once more before it is right.
    if (!data.loaded || dataFields.some((name) => problems[name] !== undefined)) return;
    const config = usableConfig(draft);
    const task = this.tasks.begin();
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
      if (!isCancelled(error)) await recoverFrom(error);
    } finally {
      task.end();
    }
  };

  /** Ends the examination under way; what is known of the data stays. */
  readonly cancel = (): void => {
    this.abort();
    patch(this.controller.store, 'doctor', { isDue: false, cancelled: true });
  };

  readonly fix = async (fix: Fix): Promise<void> => {
    const { store, data, settings } = this.controller;
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
  };

  /** Asks by itself from now on. @returns what ends that */
  readonly watch = (): (() => void) => {
    const { store } = this.controller;
    const isDue = store.getState().data.loaded !== null;
    patch(store, 'doctor', { isDue });
    if (isDue) this.schedule();
    const end = store.subscribe((state, before) => this.hear(state, before));
    return () => {
      end();
      this.rest.cancel();
      this.abort();
    };
  };

  private abort(): void {
    const { store } = this.controller;
    this.tasks.abort();
    if (store.getState().doctor.progress) patch(store, 'doctor', { progress: null });
  }

  /** Asks when nothing has changed for a moment; waits on while the worker is busy. */
  private schedule(): void {
    this.rest.run(() => {
      const state = this.controller.store.getState();
      if (state.doctor.isDue && isFree(state)) void this.examine();
    });
  }

  private hear(state: AppState, before: AppState): void {
    const { store } = this.controller;
    const { loaded } = state.data;
    const newData = loaded !== before.data.loaded;
    if (!isSameNetwork(state.model.held, before.model.held)) {
      const trainedHere = state.model.held?.origin === 'trained';
      patch(store, 'doctor', { trainedOn: trainedHere ? (loaded?.summary.fingerprint ?? null) : null });
    }
    if (newData || !sameDataFields(state.draft, before.draft)) {
      this.abort();
      const isSame = loaded?.summary.name === before.data.loaded?.summary.name;
      update(store, 'doctor', (doctor) => withChange(doctor, loaded !== null, isSame));
      this.schedule();
      return;
    }
    if (isBusy(state.run) && this.tasks.isUnderWay) {
      this.abort();
      patch(store, 'doctor', { isDue: true });
    }
    if (state.doctor.isDue && isFree(state) && !isFree(before)) this.schedule();
  }
}
