/** Loads word vectors when the form asks for them, and asks what they cover. */
import { affecting, type EmbeddingStart, type FieldName } from '../../../contract/settings.ts';
import type { InputFile } from '../../../contract/dataset.ts';
import type { Request } from '../../../contract/commands.ts';
import { WorkerFailure, type AskOptions } from '../../../workers/client.ts';
import { t } from '../../i18n/index.ts';
import { sentenceOf, type Context } from '../context.ts';
import { LazyFailure, lazyPart } from '../lazy-parts.ts';
import type { FileSaving } from '../saved-data/file-saving.ts';
import { forSize, readDraft } from '../settings/draft.ts';
import { changed } from '../settings/slice.ts';
import { dataSizeOf, isBusy, patch, type AppState } from '../store.ts';
import { Debounce, Latest, SoleTask } from '../timing.ts';
import type { VectorStart } from './slice.ts';

export interface VectorActions {
  loadFile(file: InputFile): Promise<void>;
  /** Once more after a failure. */
  loadEnglish(): Promise<void>;
  cancel(): void;
  /** Gives a new worker what the old one had. */
  restore(): Promise<void>;
}

/** How long data and settings must stay as they are, in milliseconds. */
const restFor = 700;

/** `npm run vectors` builds it, and a site that ships it has it there. */
const englishFile = 'vectors/english-100d.vectors';

/** What coverage depends on. */
const coverageFields: readonly FieldName[] = affecting('split', 'vocabulary', 'encoding');

/** A preset that nobody has touched starts from the English vectors where they can be had. */
const withEnglish =
  (hasEnglishVectors: boolean) =>
  (state: AppState): Partial<AppState> => {
    const data = { ...state.data, hasEnglishVectors };
    return { data, draft: forSize(state.draft, dataSizeOf(state), dataSizeOf({ ...state, data })) };
  };

/** Its code comes after the first paint, when a file of vectors is loaded. */
const savingPart = lazyPart('state/saved-data/file-saving.ts', () => import('../saved-data/file-saving.ts'));

export function createVectorActions(context: Context): VectorActions {
  const { store, client, recoverFrom } = context;
  const tasks = new SoleTask();
  const rest = new Debounce(restFor);
  const counts = new Latest();
  const vectors = () => store.getState().vectors;

  async function withSaving(act: (saving: FileSaving) => Promise<void>): Promise<void> {
    try {
      await act((await savingPart.load()).fileSavingOf(store, 'vectors'));
    } catch (error) {
      if (!(error instanceof LazyFailure)) throw error;
      patch(store, 'vectors', { savingProblem: t.app.lazy[error.reason] });
    }
  }

  /** Whatever is loaded replaces what was being loaded before. */
  async function load(start: VectorStart, ask: (options: AskOptions) => Promise<void>): Promise<void> {
    const task = tasks.begin();
    patch(store, 'vectors', { loading: { start, progress: null }, problem: null, coverage: null });
    try {
      await ask({
        signal: task.signal,
        onProgress: (progress) => {
          if (task.isCurrent()) patch(store, 'vectors', { loading: { start, progress } });
        },
      });
    } catch (error) {
      const isCancelled = error instanceof WorkerFailure && error.code === 'cancelled';
      if (task.isCurrent() && !isCancelled) {
        patch(store, 'vectors', { problem: { start, sentence: sentenceOf(error) } });
        if (start === 'english') store.setState(withEnglish(false));
      }
      if (!isCancelled) await recoverFrom(error);
    } finally {
      if (task.end()) patch(store, 'vectors', { loading: null });
    }
  }

  const loadVectors = (start: VectorStart, request: Request<'load-vectors'>) =>
    load(start, async (options) => {
      const summary = await client.ask('load-vectors', request, options);
      const { loaded } = vectors();
      patch(store, 'vectors', { loaded: { ...loaded, [start]: { summary, request } } });
      if (start === 'english') store.setState(withEnglish(true));
      if ('file' in request) await withSaving(({ took }) => took([request.file]));
    });

  /** What is saved on this device, where the form asks for a file and none is loaded. */
  async function loadSaved(): Promise<void> {
    await withSaving(async ({ read }) => {
      const [file] = (await read()) ?? [];
      const { loaded, loading } = vectors();
      if (file && !loaded.file && !loading) await loadVectors('file', { file });
    });
  }

  const loadEnglish = () => loadVectors('english', { english: new URL(englishFile, document.baseURI).href });

  async function count(): Promise<void> {
    const { draft, data, run, vectors: now } = store.getState();
    const { config } = readDraft(draft);
    if (!config || !data.loaded || isBusy(run) || config.embeddingStart === 'random') return;
    if (!now.loaded[config.embeddingStart]) return;
    const isCurrent = counts.next();
    try {
      const coverage = await client.ask('vector-coverage', { config });
      if (isCurrent()) patch(store, 'vectors', { coverage, problem: null });
    } catch (error) {
      if (isCurrent()) refuse(config.embeddingStart, error);
      await recoverFrom(error);
    }
  }

  /** A file is read to its end only for the words of the texts: what is wrong further down shows then. */
  function refuse(start: VectorStart, error: unknown): void {
    const { [start]: refused, ...loaded } = vectors().loaded;
    // The English vectors were checked when they were loaded: then the data has no parts yet.
    const isBad = start === 'file' && error instanceof WorkerFailure && error.code === 'bad-input';
    patch(store, 'vectors', { problem: { start, sentence: sentenceOf(error) }, ...(isBad && { loaded }) });
    if (isBad && refused) giveSizeBack(refused.summary.size);
  }

  function setSize(size: string): void {
    store.setState((state) => changed(state, { ...state.draft, embeddingSize: size }));
  }

  /** The embedding is as large as the vectors that it starts from. */
  function takeSize(start: VectorStart): void {
    const size = vectors().loaded[start]?.summary.size;
    const { draft } = store.getState();
    if (size === undefined || draft.embeddingSize === String(size)) return;
    const { ownSize } = vectors();
    patch(store, 'vectors', { ownSize: ownSize ?? String(draft.embeddingSize) });
    setSize(String(size));
  }

  /** @param size of the vectors that are left: another one the user has set since then */
  function giveSizeBack(size: number): void {
    const { ownSize } = vectors();
    patch(store, 'vectors', { ownSize: null });
    if (ownSize !== null && store.getState().draft.embeddingSize === String(size)) setSize(ownSize);
  }

  function hear(state: AppState, before: AppState): void {
    const start = state.draft.embeddingStart as EmbeddingStart;
    const earlier = before.draft.embeddingStart as EmbeddingStart;
    const isChosen = start !== earlier;
    const left = earlier === 'random' ? undefined : state.vectors.loaded[earlier];
    if (isChosen && left) giveSizeBack(left.summary.size);
    if (start === 'random') return;
    const isLoaded = state.vectors.loaded[start] !== before.vectors.loaded[start];
    if (isChosen || isLoaded) takeSize(start);
    if (isChosen && start === 'english' && !state.vectors.loaded.english && !state.vectors.loading)
      void loadEnglish();
    if (isChosen && start === 'file' && !state.vectors.loaded.file) void loadSaved();
    const isOther = coverageFields.some((name) => state.draft[name] !== before.draft[name]);
    if (!isChosen && !isLoaded && !isOther && state.data.loaded === before.data.loaded) return;
    if (state.vectors.coverage) patch(store, 'vectors', { coverage: null });
    rest.run(() => void count());
  }

  store.subscribe(hear);

  return {
    loadFile: (file) => loadVectors('file', { file }),
    loadEnglish,
    cancel: () => tasks.cancel(),
    async restore() {
      const failed = (error: unknown) =>
        patch(store, 'vectors', { problem: { start: 'file', sentence: sentenceOf(error) } });
      for (const { request } of Object.values(vectors().loaded))
        await client.ask('load-vectors', request).catch(failed);
    },
  };
}
