/** Keys of the whole page: one list, for what they do and for the help that names them. */
import { useEffect } from 'react';

import { t } from '../i18n/index.ts';
import type { AppController } from '../state/app-controller.ts';
import { useController } from '../state/react.ts';
import { isBusy } from '../state/store.ts';
import { startObstacle } from '../state/training/obstacle.ts';
import { readDraft } from '../state/settings/draft.ts';
import { viewIds } from '../state/view/slice.ts';
import { singleKeys } from './stored-flag.ts';

export interface Shortcut {
  /** As the help shows it. */
  key: string;
  does: string;
  /** It also acts where text is typed. */
  whileTyping?: true;
  matches: (event: KeyboardEvent) => boolean;
  /** @returns false where it does nothing, and the key keeps its own meaning */
  perform: (controller: AppController, openHelp: () => void) => boolean;
}

const words = t.keys;
const hasControl = (event: KeyboardEvent) => (event.ctrlKey || event.metaKey) && !event.altKey;
const isPlain = (event: KeyboardEvent) => !event.ctrlKey && !event.metaKey && !event.altKey;

function start({ store, run }: AppController): boolean {
  const state = store.getState();
  if (isBusy(state.run) || startObstacle(state, readDraft(state.draft).problems) !== null) return false;
  void run.start();
  return true;
}

function pauseOrResume({ store, run }: AppController): boolean {
  const { status } = store.getState().run;
  if (status === 'paused') void run.resume();
  else if (status === 'running' || status === 'recovering') void run.pause();
  else return false;
  return true;
}

export const shortcuts: readonly Shortcut[] = [
  {
    key: 'Ctrl+Enter',
    does: words.start,
    whileTyping: true,
    matches: (event) => hasControl(event) && event.key === 'Enter',
    perform: start,
  },
  {
    key: words.space,
    does: words.pause,
    matches: (event) => isPlain(event) && event.key === ' ',
    perform: pauseOrResume,
  },
  {
    key: 'Ctrl+Z',
    does: words.undo,
    matches: (event) => hasControl(event) && !event.shiftKey && event.key.toLowerCase() === 'z',
    perform({ settings }) {
      settings.undo();
      return true;
    },
  },
  ...viewIds.map((id, place) => ({
    key: String(place + 1),
    does: words.view(t.views.names[id]),
    matches: (event: KeyboardEvent) => isPlain(event) && event.key === String(place + 1),
    perform({ view }: AppController) {
      view.show(id);
      return true;
    },
  })),
  {
    key: '?',
    does: words.help,
    matches: (event) => isPlain(event) && event.key === '?',
    perform(_, openHelp) {
      openHelp();
      return true;
    },
  },
];

/** Where keys are text, or a control's own. */
function takesKeys(target: EventTarget | null): 'text' | 'press' | null {
  if (!(target instanceof HTMLElement)) return null;
  if (
    target.isContentEditable ||
    target.matches('textarea, select, input:not([type=checkbox], [type=range])')
  )
    return 'text';
  return target.closest('a, button, input, summary, [role=button], [role=grid]') ? 'press' : null;
}

/** Listens as long as the page is shown. Keys mean nothing here while a dialog is open. */
export function useShortcuts(openHelp: () => void): void {
  const controller = useController();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || document.querySelector('dialog[open]')) return;
      const taken = takesKeys(event.target);
      const found = shortcuts.find((shortcut) => shortcut.matches(event));
      if (!found || (taken === 'text' && !found.whileTyping)) return;
      if (taken === 'press' && event.key === ' ') return;
      if (isPlain(event) && !singleKeys.get()) return;
      if (found.perform(controller, openHelp)) event.preventDefault();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [controller, openHelp]);
}
