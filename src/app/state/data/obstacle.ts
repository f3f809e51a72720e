/** What is wrong with the loaded data for training on it. */
import { isRead } from './columns.ts';
import { ownFile, type AppState } from '../store.ts';

export type DataObstacle = 'loading' | 'columns' | 'noData';

/** @returns null when there is data to train on */
export function dataObstacle({ data }: AppState): DataObstacle | null {
  const { loaded, loading, open, selected } = data;
  if (loading !== null) return 'loading';
  const source = loaded?.source;
  const usesOwn =
    source?.kind === 'files' &&
    source.files === open?.files &&
    isRead(open.preview, open.columns, source.choice);
  if (open && selected === ownFile && (!usesOwn || open.problem)) return 'columns';
  return loaded ? null : 'noData';
}
