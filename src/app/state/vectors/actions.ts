/** Loads word vectors when the form asks for them, and asks what they cover. */
import { affecting, type EmbeddingStart, type FieldName } from '../../../contract/settings.ts';
import type { InputFile, Progress } from '../../../contract/dataset.ts';
import type { Request } from '../../../contract/commands.ts';
import { WorkerFailure } from '../../../workers/client.ts';
import { t } from '../../i18n/index.ts';
import { sentenceOf, type Context } from '../context.ts';
import { LazyFailure, lazyPart } from '../lazy-parts.ts';
import type { FileSaving } from '../saved-data/file-saving.ts';
import { forSize, readDraft } from '../settings/draft.ts';
import { changed } from '../settings/slice.ts';
import { dataSizeOf, isBusy, patch, type AppState } from '../store.ts';
import { Debounce, Latest, SoleTask, type Task } from '../timing.ts';
import type { VectorsState, VectorStart } from './slice.ts';

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
    const size = dataSizeOf({ ...state, data });
    return { data, draft: forSize(state.draft, dataSizeOf(state), size, state.form.preset) };
  };

/** Its code comes after the first paint, when a file of vectors is loaded. */
const savingPart = lazyPart('state/saved-data/file-saving.ts', () => import('../saved-data/file-saving.ts'));

export class VectorActions {
  private readonly tasks = new SoleTask();
  private readonly rest = new Debounce(restFor);
  private readonly counts = new Latest();

  constructor(private readonly context: Context) {
    context.store.subscribe((state, before) => this.hear(state, before));
  }

  readonly loadFile = (file: InputFile): Promise<void> => this.load('file', { file });

  /** Once more after a failure. */
  readonly loadEnglish = (): Promise<void> =>
    this.load('english', { english: new URL(englishFile, document.baseURI).href });

  readonly cancel = (): void => this.tasks.cancel();

  /** Gives a new worker what the old one had. */
  readonly restore = async (): Promise<void> => {
    const { store, client } = this.context;
    const failed = (error: unknown) =>
      patch(store, 'vectors', { problem: { start: 'file', sentence: sentenceOf(error) } });
    for (const { request } of Object.values(this.vectors.loaded))
      await client.ask('load-vectors', request).catch(failed);
  };

  private get vectors(): VectorsState {
    return this.context.store.getState().vectors;
  }

  private async withSaving(act: (saving: FileSaving) => Promise<void>): Promise<void> {
    const { store } = this.context;
    try {
      await act((await savingPart.load()).fileSavingOf(store, 'vectors'));
    } catch (error) {
      if (!(error instanceof LazyFailure)) throw error;
      patch(store, 'vectors', { savingProblem: t.app.lazy[error.reason] });
    }
  }

  /** Whatever is loaded replaces what was being loaded before. */
  private async load(start: VectorStart, request: Request<'load-vectors'>): Promise<void> {
    const { store, recoverFrom } = this.context;
    const task = this.tasks.begin();
    patch(store, 'vectors', { loading: { start, progress: null }, problem: null, coverage: null });
    try {
      await this.ask(start, request, task);
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

  private async ask(start: VectorStart, request: Request<'load-vectors'>, task: Task): Promise<void> {
    const { store, client } = this.context;
    const onProgress = (progress: Progress) => {
      if (task.isCurrent()) patch(store, 'vectors', { loading: { start, progress } });
    };
    const summary = await client.ask('load-vectors', request, { signal: task.signal, onProgress });
    patch(store, 'vectors', { loaded: { ...this.vectors.loaded, [start]: { summary, request } } });
    if (start === 'english') store.setState(withEnglish(true));
    if ('file' in request) await this.withSaving(({ took }) => took([request.file]));
  }

  /** What is saved on this device, where the form asks for a file and none is loaded. */
  private async loadSaved(): Promise<void> {
    await this.withSaving(async ({ read }) => {
      const [file] = (await read()) ?? [];
      const { loaded, loading } = this.vectors;
      if (file && !loaded.file && !loading) await this.loadFile(file);
    });
  }

  private async count(): Promise<void> {
    const { store, client, recoverFrom } = this.context;
    const { draft, data, run, vectors } = store.getState();
    const { config } = readDraft(draft);
    if (!config || !data.loaded || isBusy(run) || config.embeddingStart === 'random') return;
    if (!vectors.loaded[config.embeddingStart]) return;
    const isCurrent = this.counts.next();
    try {
      const coverage = await client.ask('vector-coverage', { config });
      if (isCurrent()) patch(store, 'vectors', { coverage, problem: null });
    } catch (error) {
      if (isCurrent()) this.refuse(config.embeddingStart, error);
      await recoverFrom(error);
    }
  }

  /** A file is read to its end only for the words of the texts: what is wrong further down shows then. */
  private refuse(start: VectorStart, error: unknown): void {
    const { [start]: refused, ...loaded } = this.vectors.loaded;
    // The English vectors were checked when they were loaded: then the data has no parts yet.
    const isBad = start === 'file' && error instanceof WorkerFailure && error.code === 'bad-input';
    const problem = { start, sentence: sentenceOf(error) };
    patch(this.context.store, 'vectors', { problem, ...(isBad && { loaded }) });
    if (isBad && refused) this.giveSizeBack(refused.summary.size);
  }

  private setSize(size: string): void {
    this.context.store.setState((state) => changed(state, { ...state.draft, embeddingSize: size }));
  }

  /** The embedding is as large as the vectors that it starts from. */
  private takeSize(start: VectorStart): void {
    const { draft, vectors } = this.context.store.getState();
    const size = vectors.loaded[start]?.summary.size;
    if (size === undefined || draft.embeddingSize === String(size)) return;
    patch(this.context.store, 'vectors', { ownSize: vectors.ownSize ?? String(draft.embeddingSize) });
    this.setSize(String(size));
  }

  /** @param size of the vectors that are left: another one the user has set since then */
  private giveSizeBack(size: number): void {
    const { store } = this.context;
    const { ownSize } = this.vectors;
    patch(store, 'vectors', { ownSize: null });
    if (ownSize !== null && store.getState().draft.embeddingSize === String(size)) this.setSize(ownSize);
  }

  private hear(state: AppState, before: AppState): void {
    const start = state.draft.embeddingStart as EmbeddingStart;
    const earlier = before.draft.embeddingStart as EmbeddingStart;
    const isChosen = start !== earlier;
    const left = earlier === 'random' ? undefined : state.vectors.loaded[earlier];
    if (isChosen && left) this.giveSizeBack(left.summary.size);
    if (start === 'random') return;
    const isLoaded = state.vectors.loaded[start] !== before.vectors.loaded[start];
    if (isChosen || isLoaded) this.takeSize(start);
    if (isChosen && start === 'english' && !state.vectors.loaded.english && !state.vectors.loading)
      void this.loadEnglish();
    if (isChosen && start === 'file' && !state.vectors.loaded.file) void this.loadSaved();
    const isOther = coverageFields.some((name) => state.draft[name] !== before.draft[name]);
    if (!isChosen && !isLoaded && !isOther && state.data.loaded === before.data.loaded) return;
    if (state.vectors.coverage) patch(this.context.store, 'vectors', { coverage: null });
    this.rest.run(() => void this.count());
  }
}
