/** The list of samples, as the site has it. */
import type { Catalogue } from '../../../contract/dataset.ts';
import { t } from '../../i18n/index.ts';
import { patch, type AppStore } from '../store.ts';

const catalogueFile = 'datasets/catalogue.json';
/** How often the list is asked for while one of them is still being built, in milliseconds. */
const rest = 2_000;

/** Never rejects: what is wrong is said in the data's state. */
export async function fetchCatalogue(store: AppStore): Promise<void> {
  try {
    const answer = await fetch(new URL(catalogueFile, document.baseURI));
    if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
    const { samples, hasEnglishVectors } = (await answer.json()) as Catalogue;
    patch(store, 'data', { samples, hasEnglishVectors, samplesProblem: null });
    if (samples.some(({ state }) => state === 'being-built'))
      setTimeout(() => void fetchCatalogue(store), rest);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    patch(store, 'data', { samplesProblem: t.data.noSamples(detail) });
  }
}
