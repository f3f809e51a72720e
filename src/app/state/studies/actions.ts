/** What can be done with studies: run, resume, delete, and take a setting from them. */
import { randomId } from '../../../platform.ts';
import type { RunConfig } from '../../../workers/protocol.ts';
import { checkStudyData, InputError } from '../../../workers/studies.ts';
import { say } from '../../i18n/index.ts';
import { studyWords } from '../../i18n/studies.ts';
import type { AppController } from '../app-controller.ts';
import { withSettings } from '../settings/slice.ts';
import { isBusy, patch, plainForm, type AppStore, type SavedStudy, type StudyForm } from '../store.ts';
import { readStudyForm } from './form.ts';
import { StudyLoop } from './loop.ts';
import { openSavedStudies } from './saved-studies.ts';
import type { StudiesState } from './slice.ts';

export class StudyActions {
  private readonly store: AppStore;
  private readonly saved = openSavedStudies();

  constructor(private readonly controller: AppController) {
    this.store = controller.store;
    // What was wrong with other data is no matter of this one.
    this.store.subscribe(({ data }, before) => {
      if (data.loaded !== before.data.loaded) this.set({ problem: null });
    });
  }

  readonly refresh = async (): Promise<void> => {
    const list = await this.guarded(() => this.saved.list());
    const known = this.studies.list ?? [];
    const others = (list ?? []).filter(({ id }) => !known.some((study) => study.id === id));
    this.set({ list: [...known, ...others] });
  };

  readonly setForm = (change: Partial<StudyForm>): void =>
    this.set({ form: { ...this.studies.form, ...change } });

  /** Opens the part of the form on settings that vary, or closes it. */
  readonly setSweeping = (isSweeping: boolean): void => this.set({ isSweeping });

  /** Runs the study that the form asks for, with these settings where nothing varies. */
  readonly start = async (config: RunConfig): Promise<void> => {
    const { data, run, studies } = this.store.getState();
    if (!data.loaded || isBusy(run)) return;
    // What is wrong with the form stands beside it.
    const { study } = readStudyForm(studies.form, config);
    if (!study) return;
    const { name, fingerprint, rowsUsed: rows } = data.loaded.summary;
    const started = Date.now();
    const about = { id: randomId(), started, updated: started, isStopped: false };
    await this.run({ ...study, ...about, data: { name, fingerprint, rows } });
  };

  /** Runs what is left of a saved one, on the data that it was begun with. */
  readonly resume = async (id: string): Promise<void> => {
    const { data, run, studies } = this.store.getState();
    const study = studies.list?.find((one) => one.id === id);
    if (!study || !data.loaded || isBusy(run)) return;
    try {
      checkStudyData(study, { ...data.loaded.summary, rows: data.loaded.summary.rowsUsed });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return this.set({ problem: say(error.told) });
    }
    await this.run({ ...study, isStopped: false });
  };

  /** Does not ask about an interrupted one for now. */
  readonly later = (id: string): void => this.set({ later: [...this.studies.later, id] });

  readonly show = (id: string): void => this.set({ shown: id });

  readonly remove = async (id: string): Promise<void> => {
    if ((await this.guarded(() => this.saved.remove(id).then(() => true))) === null) return;
    this.set({ list: this.studies.list?.filter((study) => study.id !== id) ?? null });
  };

  /** Puts settings into the form; the choice of backend stays, and the form asks for a single run. */
  readonly take = (config: RunConfig): void => {
    this.store.setState((now) => withSettings(now, config));
    this.setForm(plainForm);
    this.controller.view.show('train');
  };

  /** Trains a single run with settings, whose network is saved as that of any run. */
  readonly trainOne = async (config: RunConfig): Promise<void> => {
    this.take(config);
    await this.controller.run.start();
  };

  private get studies(): StudiesState {
    return this.store.getState().studies;
  }

  private set(change: Partial<StudiesState>): void {
    patch(this.store, 'studies', change);
  }

  private async guarded<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch {
      this.set({ problem: studyWords.notSaved });
      return null;
    }
  }

  /** Shows a study as it is now, and saves it. */
  private readonly put = (study: SavedStudy): void => {
    const others = (this.studies.list ?? []).filter(({ id }) => id !== study.id);
    this.set({ list: [study, ...others].toSorted((a, b) => b.started - a.started) });
    void this.guarded(() => this.saved.save(study));
  };

  private async run(study: SavedStudy): Promise<void> {
    this.set({ shown: study.id, problem: null });
    const go = this.controller.view.fromHere();
    const end = await new StudyLoop(this.controller, study, this.put).run();
    if (end === 'done') go('runs');
  }
}
