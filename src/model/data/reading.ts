/** How a network reads texts: the cleaning that its data had, and what a token is. It is one rule, stored with the model. */
import type { TextCleaning } from '../../contract/dataset.ts';
import type { RunConfig } from '../../contract/settings.ts';
import { withoutMarkup } from './cleaning.ts';
import { textCells, type Dataset } from './dataset.ts';
import { stripMarkup } from './markup.ts';
import { pickTexts } from './text-column.ts';
import { TimeSlicer, type WorkOptions } from './time-slicer.ts';

/** From a clean text to what the network is given. */
export type ReadingRule = TextCleaning &
  Pick<RunConfig, 'tokenization' | 'lowercase' | 'punctuation' | 'maxLength' | 'keptEnd'>;

/** A model's rule. Its settings alone are none: they do not say what is taken out of a text. */
export function readingOf({ config, cleaning }: { config: RunConfig; cleaning: TextCleaning }): ReadingRule {
  const { tokenization, lowercase, punctuation, maxLength, keptEnd } = config;
  return { ...cleaning, tokenization, lowercase, punctuation, maxLength, keptEnd };
}

/** What was done to the texts of a dataset. */
export function cleaningOf({ origin }: Pick<Dataset, 'origin'>): TextCleaning {
  return { stripMarkup: origin.choice.cleaning?.stripMarkup === true };
}

/** A clean text as a network reads it. */
export function textAsRead(clean: string, cleaning: TextCleaning): string {
  return cleaning.stripMarkup ? stripMarkup(clean) : clean;
}

/**
 * A dataset with its texts as a network reads them: where its own cleaning is another one, from the cells of its files. So
 * nothing is taken out twice, which would change `&amp;lt;` once more. Rows, classes and keys stay.
 * @throws the signal's reason once it is aborted
 */
export async function withCleaning(
  dataset: Dataset,
  cleaning: TextCleaning,
  options: WorkOptions = {},
): Promise<Dataset> {
  if (cleaningOf(dataset).stripMarkup === cleaning.stripMarkup) return dataset;
  const { origin } = dataset;
  const cells = pickTexts(textCells(origin), origin.rows);
  const texts = cleaning.stripMarkup
    ? await withoutMarkup(cells, new TimeSlicer(options, 'cleaning'))
    : cells;
  const choice = { ...origin.choice, cleaning: { ...origin.choice.cleaning, ...cleaning } };
  return { ...dataset, texts, origin: { ...origin, choice } };
}
