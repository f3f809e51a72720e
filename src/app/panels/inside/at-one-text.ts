import type { Inside } from '../../../workers/protocol.ts';
import { useApp } from '../../state/react.ts';
import type { InsightState } from '../../state/store.ts';

/** Something that was asked of a text beside its trace; null where it is of another text, which was there before. */
export function useAtOneText<T extends { text: string }>(
  choose: (insight: InsightState) => T | null,
  { text }: Inside,
): T | null {
  const found = useApp((state) => choose(state.insight));
  return found?.text === text ? found : null;
}
