/** Joins the store, the worker and the actions of each subject. */
import { t } from '../i18n/index.ts';
import type { Context } from './context.ts';
import { createDataActions, type DataActions } from './data/actions.ts';
import type { TakeActions } from './data/take.ts';
import { LazyFailure, lazyPart } from './lazy-parts.ts';
import { ModelActions } from './network/actions.ts';
import { SavedDataActions } from './saved-data/actions.ts';
import type { SavedDatasets } from './saved-data/saved-datasets.ts';
import { createSettingsActions, type SettingsActions } from './settings/actions.ts';
import { restoreSettings, saveSettings } from './settings/saved-settings.ts';
import { createAppStore, type AppStore } from './store.ts';
import { RunActions } from './training/actions.ts';
import { BackendActions } from './training/backend-actions.ts';
import type { Aftercare } from './training/run-loop.ts';
import { studiesPart } from './studies/studies-part.ts';
import { measureWhenSettled } from './training/measuring.ts';
import { createProfileActions, type ProfileActions } from './training/profile-actions.ts';
import { reloadUnlabelled, restoreUnlabelled } from './unlabelled/unlabelled-part.ts';
import { VectorActions } from './vectors/actions.ts';
import { createViewActions, type ViewActions } from './view/actions.ts';
import { Supervisor, type Connect } from './worker/supervisor.ts';

export interface AppController extends TakeActions {
  store: AppStore;
  /** For actions whose code comes later (`checking.ts`). */
  context: Context;
  /** Makes another worker beside the page's own. */
  connect: Connect;
  /** What follows a run, for who trains one. */
  after: Aftercare;
  data: DataActions;
  savedData: SavedDataActions;
  settings: SettingsActions;
  run: RunActions;
  backend: BackendActions;
  profile: ProfileActions;
  model: ModelActions;
  vectors: VectorActions;
  view: ViewActions;
  /** Loads the data last in use, or a sample; which backend would be used is asked as soon as it is there. */
  open(): Promise<void>;
  dismissNotice(): void;
}

const runLoop = lazyPart('state/training/run-loop.ts', () => import('./training/run-loop.ts'));
const takePart = lazyPart('state/data/take.ts', () => import('./data/take.ts'));
const linkActions = lazyPart('state/settings/link-actions.ts', () => import('./settings/link-actions.ts'));

/** The code that tells files apart comes after the first paint. */
function createLateTake(
  context: Context,
  parts: Pick<AppController, 'data' | 'model' | 'vectors' | 'view'>,
): TakeActions {
  async function withCode(act: (take: TakeActions) => Promise<void>): Promise<void> {
    const go = parts.view.fromHere();
    try {
      await act((await takePart.load()).createTake(context, { ...parts, go }));
    } catch (error) {
      if (!(error instanceof LazyFailure)) throw error;
      context.store.setState({ notice: t.app.lazy[error.reason] });
    }
  }
  return {
    async take(input, place) {
      // What fails before the code is here is said then.
      void Promise.resolve(input).catch(() => undefined);
      await withCode(({ take }) => take(input, place));
    },
    takeModel: (files) => withCode(({ takeModel }) => takeModel(files)),
  };
}

/** Takes the link that the page's address holds. */
async function takeLink(store: AppStore, data: DataActions): Promise<void> {
  // Its code comes only with a link.
  if (!location.hash.startsWith('#run')) return;
  try {
    await (await linkActions.load()).takeLink(store, data);
  } catch (error) {
    if (!(error instanceof LazyFailure)) throw error;
    store.setState({ link: t.app.lazy[error.reason] });
  }
}

const savedDatasets = lazyPart(
  'state/saved-data/saved-datasets.ts',
  () => import('./saved-data/saved-datasets.ts'),
);
const openDatabase = async (): Promise<SavedDatasets> => new (await savedDatasets.load()).DatasetDatabase();

/** @param openDatasets where data stays on this device */
export function createAppController(
  connect: Connect,
  openDatasets: () => Promise<SavedDatasets> = openDatabase,
): AppController {
  const store = createAppStore();
  const supervisor = new Supervisor(store, connect, async () => {
    const isHeld = await data.reload();
    await vectors.restore();
    await reloadUnlabelled(context);
    await model.restore();
    return isHeld;
  });
  const view = createViewActions(store);
  const context: Context = {
    store,
    client: supervisor.client,
    recoverFrom: (error) => supervisor.recoverFrom(error),
  };
  const saved = new SavedDataActions(store, openDatasets);
  const data = createDataActions(context, saved);
  const model = new ModelActions(context);
  const vectors = new VectorActions(context);
  const after = { onTrained: model.adopt, freshWorker: (isDead: boolean) => supervisor.freshWorker(isDead) };
  const backend = new BackendActions(context);
  const run = new RunActions(context, after, backend, {
    train: async (...order) => (await runLoop.load()).trainRun(...order),
    study: async (config) => (await studiesPart.load()).studiesOf(controller).start(config),
  });
  measureWhenSettled(store, backend);
  restoreUnlabelled(context);

  const controller: AppController = {
    store,
    context,
    connect,
    after,
    data,
    savedData: saved,
    settings: createSettingsActions(context),
    run,
    backend,
    profile: createProfileActions(context),
    model,
    vectors,
    view,
    async open() {
      await data.start();
      restoreSettings(store);
      saveSettings(store);
      await takeLink(store, data);
      addEventListener('hashchange', () => void takeLink(store, data));
    },
    ...createLateTake(context, { data, model, vectors, view }),
    dismissNotice: () => store.setState({ notice: null }),
  };
  return controller;
}
