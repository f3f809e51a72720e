/** What a place that was opened means for the microscope. */
import type { Inside } from '../../../contract/insight.ts';
import { useApp } from '../react.ts';
import type { OpenedPlace } from './slice.ts';

/** The place that was opened last, while its review is what is looked at. */
export function useOpened({ text, tokens }: Pick<Inside, 'text' | 'tokens'>): OpenedPlace | null {
  const opened = useApp((state) => state.units.opened);
  return opened && opened.text === text && opened.word < tokens.length ? opened : null;
}
