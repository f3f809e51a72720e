/** What somebody brings to any place of the page goes where it belongs, by its content. */
import type { BroughtFile } from '../../workers/protocol.ts';
import { t } from '../i18n/index.ts';
import type { DataActions } from './data-actions.ts';
import { kindOf } from './file-kind.ts';
import type { ModelActions } from './model-actions.ts';
import { patch, type AppStore } from './store.ts';

/** More files than this are a folder of reviews; none of them is looked into. */
const fewFiles = 20;

const fileName = (path: string) => path.slice(path.lastIndexOf('/') + 1);

export function createTake(store: AppStore, data: DataActions, model: ModelActions) {
  async function sort(files: BroughtFile[]) {
    const kinds = await Promise.all(
      files.map(async ({ file }) => (files.length > fewFiles ? 'data' : kindOf(file))),
    );
    const of = (kind: (typeof kinds)[number]) => files.filter((_, place) => kinds[place] === kind);
    return { models: of('model'), corrections: of('corrections'), reviews: of('data') };
  }

  return async (brought: BroughtFile[] | Promise<BroughtFile[]>): Promise<void> => {
    let files: BroughtFile[];
    try {
      files = await brought;
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      patch(store, 'data', { problem: t.data.notGathered(detail) });
      return;
    }
    const { models, corrections, reviews } = await sort(files);
    for (const { path, file } of models.slice(0, 1)) await model.load(new File([file], fileName(path)));
    // Corrections are about reviews: those come first.
    if (reviews.length > 0 || files.length === 0) await data.open(reviews);
    for (const { path, file } of corrections) await data.importCorrections(file, fileName(path));
  };
}
