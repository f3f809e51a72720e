import { unitsWords } from '../../i18n/units.ts';
import { lazyPart } from '../../state/lazy-parts.ts';
import { lazyPanel } from '../../ui/LazyPanel.tsx';

/** Places in the data at which units of the network are strong. */
export const UnitsPanel = lazyPanel({
  name: 'units',
  words: unitsWords,
  room: 'stack units-body',
  body: lazyPart('panels/units/UnitsBody.tsx', async () => (await import('./UnitsBody.tsx')).UnitsBody),
});
