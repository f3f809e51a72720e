/** What labs do on the workbench, and how they tell that a step is done. */
import type { LabId } from '../../../contract/labs.ts';
import { presetConfig, type RunConfig } from '../../../contract/settings.ts';
import type { AppController } from '../app-controller.ts';
import { flowOf } from '../flow/actions.ts';
import { insightOf } from '../insight/actions.ts';
import { onceFor } from '../once-for.ts';
import { useController } from '../react.ts';
import { draftOf, readDraft } from '../settings/draft.ts';
import { saveForm } from '../settings/saved-settings.ts';
import { changed } from '../settings/slice.ts';
import { isBusy, patch, plainForm, progressOfLab, update, withProgress, type AppState } from '../store.ts';
import { trainAside } from './aside.ts';
import { readOwn, writeOwn } from './own-settings.ts';
import { readLabs, writeLabs } from './saved-progress.ts';
import { withoutMeasured } from './slice.ts';
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

export interface LabActions {
  /** Tells from now on which steps of the open lab are done, from where the user was at the last visit. @returns what ends that */
  watch(): () => void;
  /** Does a step on the workbench. */
  act(step: LabStep): void;
  choose(lab: LabId, answer: number): void;
  reveal(lab: LabId): void;
  /** All steps of a lab are to be done again. */
  restart(lab: LabId): void;
  /** Puts the user's own settings back into the form. */
  bringBack(): void;
}

function createLabActions(controller: AppController): LabActions {
  const { store, context, run, model } = controller;
  const insight = insightOf(context);

  /** The lab's settings stand in the form; the user's are saved when they stood there before. */
  function putSettings(settings: Partial<RunConfig>): void {
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

  function act(step: LabStep): void {
    if (isBusy(store.getState().run)) return;
    switch (step.kind) {
      case 'train':
        putSettings({});
        return void run.start();
      case 'ask':
        return model.setText(step.text);
      case 'change':
        askAgain(step);
        return insight.change(step.change);
      case 'measure':
        askAgain(step);
        insight.change(step.change);
        return void insight.measure();
      case 'run':
        return void trainOne(step.run);
    }
  }

  /** After a reload nothing is asked any more: a change is looked at on the lab's text. */
  function askAgain(step: LabStep): void {
    const { labs, attempt } = store.getState();
    const text = labs.open && textBefore(labs.open, step);
    if (text && attempt.text.trim() === '') model.setText(text);
  }

  /** A run of the lab alone. That of how far back gradients reach is looked at after each epoch. */
  async function trainOne(name: LabRunId): Promise<void> {
    const { settings, shuffling } = labRuns[name];
    const { open } = store.getState().labs;
    if (open && watchesGradients(open)) flowOf(controller).turn(true);
    putSettings(settings);
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

  function noteMeasured(state: AppState, before: AppState): void {
    const { change, measured } = state.insight;
    if (measured && measured !== before.insight.measured)
      update(store, 'labs', (labs) => ({
        ...labs,
        measured: { ...labs.measured, [keyOfChange(change)]: measured },
      }));
  }

  /** Steps are done in their order: each waits for the one before. */
  function advance(): void {
    const state = store.getState();
    const { open } = state.labs;
    if (!open) return;
    const steps = labSteps[open];
    const { done: before } = progressOfLab(state.labs, open);
    let done = before;
    while (done < steps.length && isDone(steps[done], state)) done++;
    if (done !== before) update(store, 'labs', (labs) => withProgress(labs, open, { done }));
  }

  const change = (lab: LabId, progress: Parameters<typeof withProgress>[2]) =>
    update(store, 'labs', (labs) => withProgress(labs, lab, progress));

  let isRestored = false;
  /** Where the user was at the last visit. */
  function restore(): void {
    if (isRestored) return;
    isRestored = true;
    patch(store, 'labs', readLabs() ?? {});
    store.subscribe((state, before) => {
      if (state.model.held !== before.model.held)
        update(store, 'labs', (labs) => withoutMeasured(labs, firstMeasure));
      const { progress, runs, measured } = state.labs;
      const old = before.labs;
      if (progress !== old.progress || runs !== old.runs || measured !== old.measured) writeLabs(state.labs);
    });
  }

  return {
    watch() {
      restore();
      if (!store.getState().labs.own) patch(store, 'labs', { own: readOwn(store) });
      advance();
      return store.subscribe((state, before) => {
        noteMeasured(state, before);
        if (state !== before) advance();
      });
    },
    act,
    choose: (lab, chosen) => change(lab, { chosen }),
    reveal: (lab) => change(lab, { isRevealed: true }),
    restart(lab) {
      insight.change(null);
      const names: string[] = runsOfLab(lab);
      update(store, 'labs', (labs) => ({
        ...labs,
        runs: Object.fromEntries(Object.entries(labs.runs).filter(([name]) => !names.includes(name))),
        measured: looksInside(lab) ? {} : labs.measured,
      }));
      change(lab, { done: 0, chosen: null, isRevealed: false });
    },
    bringBack() {
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
    },
  };
}

const labsOf = onceFor(createLabActions);

/** The same actions for all that a controller shows. */
export const useLabs = (): LabActions => labsOf(useController());
