/** What is known of each word of a text, as columns. */
import type { Attributed, Inside, Phrases } from '../../../workers/protocol.ts';
import { sharesWords as words } from '../../i18n/shares.ts';

export interface Shares {
  inside: Inside;
  /** Null until they are there. */
  attributed: Attributed | null;
  phrases: Phrases | null;
}

interface ShareColumn {
  name: string;
  /** [T]; null where there is none. */
  values: (number | null)[];
  isCount?: boolean;
}

const { columns } = words;

/** All that is known of what each word adds: a column each. */
export function shareColumns({ inside, attributed, phrases }: Shares): ShareColumn[] {
  const surplus = inside.tokens.map(
    (_, t) => phrases?.phrases.find(({ start }) => start === t)?.surplus ?? null,
  );
  return [
    ...(attributed ? [{ name: columns.attribution(attributed.method), values: attributed.values }] : []),
    ...inside.pooled.flatMap(({ mode, adds, units }) => [
      { name: columns.pooled(mode), values: adds },
      ...(units ? [{ name: columns.units, values: units, isCount: true }] : []),
    ]),
    ...(phrases ? [{ name: columns.surplus, values: surplus }] : []),
  ];
}
