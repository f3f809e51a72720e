/** What is needed of texts without labels from the start; all else comes after the first paint. */
import type { Context } from '../context.ts';
import { lazyPart } from '../lazy-parts.ts';
import { learnsFromTexts } from './slice.ts';

const part = lazyPart('state/unlabelled/actions.ts', () => import('./actions.ts'));

/** Reads the texts that are saved on this device as soon as the form asks for some. */
export function restoreUnlabelled(context: Context): void {
  context.store.subscribe((state, before) => {
    if (!learnsFromTexts(state.draft) || learnsFromTexts(before.draft)) return;
    // Where the code can't be had, the form says so.
    part.load().then(
      ({ unlabelledOf }) => unlabelledOf(context).restore(),
      () => undefined,
    );
  });
}

/** Gives a new worker what the old one had: the code is here where texts are. */
export async function reloadUnlabelled(context: Context): Promise<void> {
  if (context.store.getState().unlabelled.loaded) await (await part.get()).unlabelledOf(context).reload();
}
