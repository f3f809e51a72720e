/** What is said of a file that a network classifies, in English. */
import { columnName, pathName, plural, shareOf } from './phrases.ts';

export const classificationMessages = {
  'nothing-to-classify': ({ fileName }: { fileName: string | null }) =>
    `${fileName === null ? 'This' : pathName(fileName)} has no rows to classify. Use a file with a column of texts; labels are not needed.`,
  'other-sheets-left': ({ rows }: { rows: number }) =>
    `${plural(rows, 'row of other sheets is', 'rows of other sheets are')} not in it.`,
  'words-unknown': ({ column, share }: { column: string; share: number }) =>
    `Nearly all words of the column ${columnName(column)} are unknown to the network (${shareOf(share)}), so its answers say little. Check whether this is the column with the texts, in the language of the network.`,
};
