/** What is uploaded anywhere on the page goes where it belongs, by its content. */
import type { InputFile } from '../../../workers/protocol.ts';
import { t } from '../../i18n/index.ts';
import { vectorWords } from '../../i18n/vectors.ts';
import type { Context } from '../context.ts';
import { classifyActions } from '../classify/actions.ts';
import type { DataActions } from './actions.ts';
import type { ModelActions } from '../network/actions.ts';
import { takeRunState } from '../runs/run-file.ts';
import { fileNameOf } from './file-name.ts';
import { sortFiles } from './sorting.ts';
import { changed } from '../settings/slice.ts';
import { isBusy, patch } from '../store.ts';
import type { VectorActions } from '../vectors/actions.ts';
import type { ViewActions } from '../view/actions.ts';

/** Where on the page it was dropped. */
export type Place = 'page' | 'try';

export interface TakeActions {
  /**
   * Whatever is uploaded, anywhere on the page: a network, a run file, corrections, word vectors, or data. Data that comes to
   * *Try it* is classified, where there is a network.
   */
  take(input: InputFile[] | Promise<InputFile[]>, place?: Place): Promise<void>;
  /** What a user says is a network. */
  takeModel(files: InputFile[]): Promise<void>;
}

interface Parts {
  data: DataActions;
  model: ModelActions;
  vectors: VectorActions;
  view: ViewActions;
  /** Goes to a view, unless the user has gone elsewhere since the files came. */
  go: ReturnType<ViewActions['fromHere']>;
}

export function createTake(context: Context, { data, model, vectors, view, go }: Parts): TakeActions {
  const { store } = context;

  async function takeStates(states: InputFile[]): Promise<void> {
    for (const { file } of states) {
      const run = await takeRunState(context, file);
      if (run) patch(store, 'model', { note: t.loadModel.stateTaken(run.name) });
    }
  }

  /** The form asks for them then, which can be taken back like any change of it. */
  async function takeVectors(file: InputFile): Promise<void> {
    const { run, draft } = store.getState();
    if (isBusy(run)) return store.setState({ notice: vectorWords.whileBusy(fileNameOf(file.path)) });
    if (draft.embeddingStart !== 'file')
      store.setState((state) => changed(state, { ...state.draft, embeddingStart: 'file' }));
    await vectors.loadFile(file);
  }

  return {
    async take(input, place = 'page') {
      let files: InputFile[];
      try {
        files = await input;
      } catch (error) {
        const detail = error instanceof Error ? error.message : String(error);
        view.show('data');
        patch(store, 'data', { problem: t.data.notGathered(detail) });
        return;
      }
      const { models, states, corrections, reviews, vectors: ofVectors } = await sortFiles(files);
      if (place === 'try' && reviews.length === files.length && store.getState().model.held) {
        await classifyActions(context).classify(reviews);
        return;
      }
      // The view that says what becomes of it; of a network, the other views say enough.
      const [vectorsFile] = ofVectors;
      if (vectorsFile && ofVectors.length === files.length) go('train');
      else if (models.length === 0 && states.length === 0) go('data');
      else if (['data', 'runs'].includes(store.getState().view)) go('export');
      if (models.length > 0) await model.load(models);
      await takeStates(states);
      // Corrections are about reviews: those come first.
      if (reviews.length > 0 || files.length === 0) await data.open(reviews);
      if (vectorsFile) await takeVectors(vectorsFile);
      for (const { path, file } of corrections) await data.importCorrections(file, fileNameOf(path));
    },

    async takeModel(files) {
      const { states, ...others } = await sortFiles(files);
      // What does not look like a network is refused with a sentence by whoever reads it.
      const all = Object.values(others).flat();
      if (all.length > 0) await model.load(all);
      await takeStates(states);
    },
  };
}
