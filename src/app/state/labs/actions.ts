/** The steps of labs: what each does on the workbench, and which are done. */
import type { LabId } from '../../../contract/labs.ts';
import { presetConfig, type RunConfig } from '../../../contract/settings.ts';
import type { AppController } from '../app-controller.ts';
import { flowOf } from '../flow/actions.ts';
import { insightOf, type InsightActions } from '../insight/actions.ts';
import { onceFor } from '../once-for.ts';
import { useController } from '../react.ts';
import { draftOf, readDraft } from '../settings/draft.ts';
import { saveForm } from '../settings/saved-settings.ts';
import { changed } from '../settings/slice.ts';
import { isBusy, patch, plainForm, update, type AppState, type AppStore } from '../store.ts';
import { trainAside } from './aside.ts';
import { readOwn, writeOwn } from './own-settings.ts';
import { readLabs, writeLabs } from './saved-progress.ts';
import { progressOfLab, withoutMeasured, withProgress, type LabProgress, type LabsState } from './slice.ts';
import {
  firstMeasure,
  isDone,
  keyOfChange,
  labRuns,
  labSettings,
  labSteps,
  looksInside,
  runBefore,
  runsOfLab,
  textBefore,
  watchesGradients,
  type LabRunId,
  type LabStep,
} from './steps.ts';

/** Nothing of a lab is done, and what its steps found is forgotten. */
function restarted(labs: LabsState, lab: LabId): LabsState {
  const names: string[] = runsOfLab(lab);
  const runs = Object.fromEntries(Object.entries(labs.runs).filter(([name]) => !names.includes(name)));
  const measured = looksInside(lab) ? {} : labs.measured;
  return withProgress({ ...labs, runs, measured }, lab, { done: 0, chosen: null, isRevealed: false });
}

/** Steps are done in their order: each waits for the one before. */
function advanced(state: AppState): LabsState {
  const { open } = state.labs;
  if (!open) return state.labs;
  const steps = labSteps[open];
  const { done: before } = progressOfLab(state.labs, open);
  let done = before;
  while (done < steps.length && isDone(steps[done], state)) done++;
  return done === before ? state.labs : withProgress(state.labs, open, { done });
}

class LabActions {
  private readonly store: AppStore;
  private readonly insight: InsightActions;
  private isRestored = false;

  constructor(private readonly controller: AppController) {
    this.store = controller.store;
    this.insight = insightOf(controller.context);
  }

  /** Tells from now on which steps of the open lab are done, from where the user was at the last visit. @returns what ends that */
  readonly watch = (): (() => void) => {
    const { store } = this;
    this.restore();
    if (!store.getState().labs.own) patch(store, 'labs', { own: readOwn(store) });
    this.advance();
    return store.subscribe((state, before) => {
      this.noteMeasured(state, before);
      if (state !== before) this.advance();
    });
  };

  /** Does a step on the workbench. */
  readonly act = (step: LabStep): void => {
    const { controller, insight } = this;
    if (isBusy(this.store.getState().run)) return;
    switch (step.kind) {
      case 'train':
        this.putSettings({});
        return void controller.run.start();
      case 'ask':
        return controller.model.setText(step.text);
      case 'change':
        this.askAgain(step);
        return insight.change(step.change);
      case 'measure':
        this.askAgain(step);
        insight.change(step.change);
        return void insight.measure();
      case 'run':
        return void this.trainOne(step.run);
    }
  };

  readonly choose = (lab: LabId, chosen: number): void => this.change(lab, { chosen });

  readonly reveal = (lab: LabId): void => this.change(lab, { isRevealed: true });

  /** All steps of a lab are to be done again. */
  readonly restart = (lab: LabId): void => {
    this.insight.change(null);
    update(this.store, 'labs', (labs) => restarted(labs, lab));
  };

  /** Puts the user's own settings back into the form. */
  readonly bringBack = (): void => {
    const { store } = this;
    const { labs, studies } = store.getState();
    const { own } = labs;
    if (!own) return;
    store.setState((state) => {
      const { draft, form } = changed(state, own.draft);
      return { draft, form: { ...form, preset: own.preset } };
    });
    patch(store, 'studies', { form: own.study ?? studies.form });
    patch(store, 'labs', { own: null });
    writeOwn(null);
    // While the page opens, what was saved last is yet to be put into the form.
    saveForm(store);
  };

  /** The lab's settings stand in the form; the user's are saved when they stood there before. */
  private putSettings(settings: Partial<RunConfig>): void {
    const { store } = this;
    const { labs, draft, form, studies } = store.getState();
    if (!labs.own) {
      const own = { draft, preset: form.preset, study: studies.form };
      patch(store, 'labs', { own });
      writeOwn(own);
    }
    patch(store, 'studies', { form: plainForm });
    const config = { ...presetConfig(), ...labSettings, ...settings };
    store.setState((state) => changed(state, { ...draftOf(config), backend: state.draft.backend }));
  }

  /** After a reload nothing is asked any more: a change is looked at on the lab's text. */
  private askAgain(step: LabStep): void {
    const { labs, attempt } = this.store.getState();
    const text = labs.open && textBefore(labs.open, step);
    if (text && attempt.text.trim() === '') this.controller.model.setText(text);
  }

  /** A run of the lab alone. That of how far back gradients reach is looked at after each epoch. */
  private async trainOne(name: LabRunId): Promise<void> {
    const { store, controller } = this;
    const { settings, shuffling } = labRuns[name];
    const { open } = store.getState().labs;
    if (open && watchesGradients(open)) flowOf(controller).turn(true);
    this.putSettings(settings);
    const { config } = readDraft(store.getState().draft);
    if (!config) return;
    const { runs } = store.getState().labs;
    patch(store, 'labs', { running: name });
    const epochs = await trainAside(controller, config, {
      shuffling,
      previous: runs[runBefore(name) ?? ''] ?? [],
    });
    patch(store, 'labs', { running: null });
    if (epochs) update(store, 'labs', (labs) => ({ ...labs, runs: { ...labs.runs, [name]: epochs } }));
  }

  private change(lab: LabId, progress: Partial<LabProgress>): void {
    update(this.store, 'labs', (labs) => withProgress(labs, lab, progress));
  }

  private advance(): void {
    const state = this.store.getState();
    const labs = advanced(state);
    if (labs !== state.labs) this.store.setState({ labs });
  }

  private noteMeasured({ insight: { change, measured } }: AppState, before: AppState): void {
    if (!measured || measured === before.insight.measured) return;
    update(this.store, 'labs', (labs) => ({
      ...labs,
      measured: { ...labs.measured, [keyOfChange(change)]: measured },
    }));
  }

  /** Where the user was at the last visit. */
  private restore(): void {
    const { store } = this;
    if (this.isRestored) return;
    this.isRestored = true;
    patch(store, 'labs', readLabs() ?? {});
    store.subscribe((state, before) => {
      if (state.model.held !== before.model.held)
        update(store, 'labs', (labs) => withoutMeasured(labs, firstMeasure));
      const { progress, runs, measured } = state.labs;
      const old = before.labs;
      if (progress !== old.progress || runs !== old.runs || measured !== old.measured) writeLabs(state.labs);
    });
  }
}

const labsOf = onceFor((controller: AppController) => new LabActions(controller));

/** The same actions for all that a controller shows. */
export const useLabs = (): LabActions => labsOf(useController());
