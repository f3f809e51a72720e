/** Commands on what the loaded network does in the loaded data. */
import type { Handlers, Services } from './handler.ts';

export function dataInsightHandlers({ training: { dataInsight } }: Services) {
  return {
    'unit-places': ({ query }, job) => dataInsight.unitPlaces(query, job),
    'same-units': ({ query }, job) => dataInsight.sameUnits(query, job),
    line: ({ text }, job) => dataInsight.line(text, job),
    'near-words': ({ word }) => dataInsight.nearWords(word),
    'word-report': (_request, job) => dataInsight.wordReport(job),
  } satisfies Partial<Handlers>;
}
