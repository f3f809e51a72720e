/** The page's one session: the store, the actions on it, and what happens when a worker dies. */
import { WorkerFailure, type Client } from '../../workers/client.ts';
import { failureKind } from '../../contract/failures.ts';
import type { FieldName } from '../../workers/protocol.ts';
import { t } from '../i18n/index.ts';
import { sentenceOf, type Context } from './context.ts';
import { createDataActions, type DataActions } from './data/actions.ts';
import { settled, withPreset, withSetting } from './settings/draft.ts';
import { LateFailure, latePart } from './late-parts.ts';
import { measureWhenSettled } from './training/measuring.ts';
import { createModelActions, type ModelActions } from './network/actions.ts';
import { createProfileActions, type ProfileActions } from './training/profile-actions.ts';
import { createRevival } from './worker/revival.ts';
import { openRemembered, type RememberedStore } from './saved-data/saved-datasets.ts';
import { createKeeper, type RememberedActions } from './saved-data/actions.ts';
import { createRunActions, type RunActions } from './training/actions.ts';
import { createAppStore, isBusy, sizeOf, type AppStore } from './store.ts';
import { createTake, type TakeActions } from './data/take.ts';

export interface SettingsActions {
  set(name: FieldName, value: string | boolean): void;
  /** Somebody is done with a field: it shows what was understood. */
  settle(name: FieldName): void;
  takePreset(id: string): void;
}

export interface Session extends TakeActions {
  store: AppStore;
  /** For actions whose code comes later (`checking.ts`). */
  context: Context;
  data: DataActions;
  remembered: RememberedActions;
  settings: SettingsActions;
  run: RunActions;
  profile: ProfileActions;
  model: ModelActions;
  /** Loads the data last in use, or a sample; which backend would be used is asked as soon as it is there. */
  open(): Promise<void>;
  dismissNotice(): void;
}

const linkActions = latePart('state/settings/link-actions.ts', () => import('./settings/link-actions.ts'));

/** A worker that dies this often within `deathWindow` milliseconds is started again only when something is asked of it. */
const deathLimit = 3;
const deathWindow = 60_000;

function createSettingsActions({ store }: Context): SettingsActions {
  return {
    set: (name, value) =>
      store.setState((state) => ({ draft: withSetting(state.draft, { [name]: value }, sizeOf(state)) })),
    settle: (name) => {
      const { draft } = store.getState();
      const next = settled(name, draft[name]);
      // A draft that is another value makes the page measure again.
      if (next !== draft[name]) store.setState({ draft: { ...draft, [name]: next } });
    },
    takePreset: (id) => store.setState((state) => ({ draft: withPreset(state.draft, id, sizeOf(state)) })),
  };
}

/**
 * @param connect makes the client; it is handed what to call when a worker dies
 * @param kept where data stays on this device
 */
export function createSession(
  connect: (onWorkerDeath: (failure: WorkerFailure) => void) => Client,
  kept: RememberedStore = openRemembered(),
): Session {
  const store = createAppStore();
  const deaths: number[] = [];

  const direct = connect((failure) => {
    const now = performance.now();
    deaths.push(now);
    revival.lost();
    // A run that was under way says so itself, and goes on with a fresh worker.
    if (isBusy(store.getState().run)) return;
    const recent = deaths.filter((at) => now - at < deathWindow).length;
    if (recent >= deathLimit) {
      store.setState({ notice: t.failures.keepsDying });
      return;
    }
    store.setState({ notice: sentenceOf(failure) });
    void revival.recover();
  });

  const revival = createRevival(direct, async () => {
    const isHeld = await data.reload();
    await model.restore();
    return isHeld;
  });
  const { client } = revival;
  const context: Context = { store, client, recoverFrom };
  const keeper = createKeeper(store, kept);
  const data = createDataActions(context, keeper);
  const settings = createSettingsActions(context);
  const model = createModelActions(context);
  const profile = createProfileActions(context);
  const run = createRunActions(context, {
    onTrained: model.adopt,
    freshWorker,
  });

  async function recoverFrom(error: unknown): Promise<void> {
    if (!(error instanceof WorkerFailure)) return;
    // A worker that died is replaced already; one that only refused is as it was.
    if (!failureKind(error.code).isWorkerSound) await freshWorker(false);
  }

  async function freshWorker(isDead: boolean): Promise<boolean> {
    const before = deaths.length;
    // One that died has a successor by now, if somebody asked for anything.
    if (!isDead) {
      client.restart();
      revival.lost();
    }
    await revival.recover();
    return deaths.length === before;
  }

  measureWhenSettled(store, run);

  return {
    store,
    context,
    data,
    remembered: keeper,
    settings,
    run,
    profile,
    model,
    async open() {
      const takeLink = async () => {
        // Its code comes only with a link.
        if (location.hash.length <= 1) return;
        try {
          await (await linkActions.load()).takeLink(store, data);
        } catch (error) {
          if (!(error instanceof LateFailure)) throw error;
          store.setState({ link: t.app.late[error.reason] });
        }
      };
      await data.start();
      await takeLink();
      addEventListener('hashchange', () => void takeLink());
    },
    ...createTake(context, data, model),
    dismissNotice: () => store.setState({ notice: null }),
  };
}
