/** How components reach the controller. */
import { createContext, use, useMemo } from 'react';
import { useStore } from 'zustand';

import { sentimentNames } from '../../contract/dataset.ts';
import { readDraft, type ReadDraft } from './settings/draft.ts';
import type { AppController } from './app-controller.ts';
import type { AppState } from './store.ts';

export const ControllerContext = createContext<AppController | null>(null);

export function useController(): AppController {
  const controller = use(ControllerContext);
  if (!controller) throw new Error('A panel was drawn outside of ControllerContext.');
  return controller;
}

/** Draws again only when what `select` picks has changed. */
export function useApp<T>(select: (state: AppState) => T): T {
  return useStore(useController().store, select);
}

/** The form's settings as a config, or what is wrong with them. */
export function useSettings(): ReadDraft {
  const draft = useApp((state) => state.draft);
  return useMemo(() => readDraft(draft), [draft]);
}

/** Names of the loaded data's classes; without data the usual two. */
export function useClassNames(): readonly string[] {
  return useApp((state) => state.data.loaded?.summary.classNames ?? sentimentNames);
}
