/** A link to settings: made for the user, and taken when the page is opened by one. */
import type { RunConfig } from '../../../workers/protocol.ts';
import { t } from '../../i18n/index.ts';
import { withSettings } from './slice.ts';
import { linkHash, readLink } from './permalink.ts';
import { firstView, hashOf } from '../view/slice.ts';
import type { DataActions } from '../data/actions.ts';
import { isBusy, type AppStore } from '../store.ts';

/** The whole link, to this page. */
export function linkTo(config: RunConfig, sampleId: string | null): string {
  const url = new URL(location.href);
  url.hash = linkHash(config, sampleId);
  return url.href;
}

/** Takes the settings that the page's address holds, once the data is there: some presets follow its size. */
export async function takeLink(store: AppStore, data: Pick<DataActions, 'choose'>): Promise<void> {
  const found = readLink(location.hash);
  if (!found || isBusy(store.getState().run)) return;
  // A reload must not take the settings back that the user has changed since.
  history.replaceState(history.state, '', location.pathname + location.search + hashOf(firstView));
  if (found.kind === 'bad') {
    store.setState({ link: found.problem === null ? t.link.damaged : t.link.wrong(found.problem) });
    return;
  }
  const { config, sampleId } = found.run;
  if (sampleId !== null) await data.choose(sampleId);
  const { loaded } = store.getState().data;
  const hasSample =
    sampleId === null || (loaded?.source.kind === 'sample' && loaded.source.sample.id === sampleId);
  store.setState((state) => ({
    ...withSettings(state, config),
    link: hasSample ? t.link.taken : t.link.takenWithoutSample,
  }));
}
