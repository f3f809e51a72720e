import { lineWords } from '../../i18n/line.ts';
import { lazyPart } from '../../state/lazy-parts.ts';
import { lazyPanel } from '../../ui/LazyPanel.tsx';

/** The readout states of the data on the line of the readout, and the way of the current text. */
export const LinePanel = lazyPanel({
  name: 'line',
  words: lineWords,
  room: 'stack line-body',
  body: lazyPart('panels/line/LineBody.tsx', async () => (await import('./LineBody.tsx')).LineBody),
});
