/** What can be done with studies: run, resume, delete, and take a setting from them. */
import { randomId } from '../../../platform.ts';
import type { RunConfig } from '../../../workers/protocol.ts';
import { checkStudyData, InputError } from '../../../workers/studies.ts';
import { say } from '../../i18n/index.ts';
import { studyWords } from '../../i18n/studies.ts';
import type { AppController } from '../app-controller.ts';
import { withSettings } from '../settings/slice.ts';
import { isBusy, patch, plainForm, update, type SavedStudy, type StudyForm } from '../store.ts';
import { readStudyForm } from './form.ts';
import { StudyLoop } from './loop.ts';
import { openSavedStudies, type SavedStudies } from './saved-studies.ts';

export interface StudyActions {
  refresh(): Promise<void>;
  setForm(change: Partial<StudyForm>): void;
  /** Opens the part of the form on settings that vary, or closes it. */
  setSweeping(isSweeping: boolean): void;
  /** Runs the study that the form asks for, with these settings where nothing varies. */
  start(config: RunConfig): Promise<void>;
  /** Runs what is left of a saved one, on the data that it was begun with. */
  resume(id: string): Promise<void>;
  /** Does not ask about an interrupted one for now. */
  later(id: string): void;
  show(id: string): void;
  remove(id: string): Promise<void>;
  /** Puts settings into the form; the choice of backend stays, and the form asks for a single run. */
  take(config: RunConfig): void;
  /** Trains a single run with settings, whose network is saved as that of any run. */
  trainOne(config: RunConfig): Promise<void>;
}

type Controller = Pick<AppController, 'store' | 'context' | 'connect' | 'after' | 'view' | 'run'>;

export function createStudyActions(
  controller: Controller,
  saved: SavedStudies = openSavedStudies(),
): StudyActions {
  const { store, view } = controller;
  const state = () => store.getState().studies;

  async function guarded<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch {
      patch(store, 'studies', { problem: studyWords.notSaved });
      return null;
    }
  }

  /** Shows a study as it is now, and saves it. */
  function put(study: SavedStudy): void {
    const others = (state().list ?? []).filter(({ id }) => id !== study.id);
    const list = [study, ...others].toSorted((a, b) => b.started - a.started);
    patch(store, 'studies', { list });
    void guarded(() => saved.save(study));
  }

  async function run(study: SavedStudy): Promise<void> {
    patch(store, 'studies', { shown: study.id, problem: null });
    const go = view.fromHere();
    const end = await new StudyLoop(controller, study, put).run();
    if (end === 'done') go('runs');
  }

  // What was wrong with other data is no matter of this one.
  store.subscribe(({ data }, before) => {
    if (data.loaded !== before.data.loaded) patch(store, 'studies', { problem: null });
  });

  return {
    async refresh() {
      const list = await guarded(() => saved.list());
      const known = state().list ?? [];
      const others = (list ?? []).filter(({ id }) => !known.some((study) => study.id === id));
      patch(store, 'studies', { list: [...known, ...others] });
    },

    setForm: (change) => update(store, 'studies', (now) => ({ ...now, form: { ...now.form, ...change } })),

    setSweeping: (isSweeping) => patch(store, 'studies', { isSweeping }),

    async start(config) {
      const { data, run: now, studies } = store.getState();
      if (!data.loaded || isBusy(now)) return;
      // What is wrong with the form stands beside it.
      const { study } = readStudyForm(studies.form, config);
      if (!study) return;
      const { name, fingerprint, rowsUsed: rows } = data.loaded.summary;
      const started = Date.now();
      const about = { id: randomId(), started, updated: started, isStopped: false };
      await run({ ...study, ...about, data: { name, fingerprint, rows } });
    },

    async resume(id) {
      const { data, run: now } = store.getState();
      const study = state().list?.find((one) => one.id === id);
      if (!study || !data.loaded || isBusy(now)) return;
      try {
        checkStudyData(study, { ...data.loaded.summary, rows: data.loaded.summary.rowsUsed });
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        patch(store, 'studies', { problem: say(error.told) });
        return;
      }
      await run({ ...study, isStopped: false });
    },

    later: (id) => update(store, 'studies', (now) => ({ ...now, later: [...now.later, id] })),
    show: (id) => patch(store, 'studies', { shown: id }),

    async remove(id) {
      if ((await guarded(() => saved.remove(id).then(() => true))) === null) return;
      update(store, 'studies', (now) => ({
        ...now,
        list: now.list?.filter((study) => study.id !== id) ?? null,
      }));
    },

    take(config) {
      store.setState((now) => withSettings(now, config));
      this.setForm(plainForm);
      view.show('train');
    },

    async trainOne(config) {
      this.take(config);
      await controller.run.start();
    },
  };
}
