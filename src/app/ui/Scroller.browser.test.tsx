import { createRoot } from 'react-dom/client';
import { flushSync } from 'react-dom';
import { expect, it } from 'vitest';

import { Scroller } from './Scroller.tsx';

it('is a stop for the keyboard as soon as there is more than fits, and no longer', () => {
  const room = document.body.appendChild(document.createElement('div'));
  const root = createRoot(room);
  const draw = (height: number) =>
    flushSync(() =>
      root.render(
        <div style={{ display: 'grid', height: '5rem' }}>
          <Scroller label="Figures">
            <p style={{ height }}>many</p>
          </Scroller>
        </div>,
      ),
    );
  const box = () => room.querySelector<HTMLElement>('.scroller');
  draw(10);
  if (box()) Object.assign(box()?.style ?? {}, { maxHeight: '5rem', overflow: 'auto' });
  draw(10);
  expect(box()?.getAttribute('tabindex')).toBeNull();
  draw(500);
  expect(box()?.getAttribute('tabindex')).toBe('0');
  expect(box()?.getAttribute('aria-label')).toBe('Figures');
  draw(20);
  expect(box()?.getAttribute('tabindex')).toBeNull();
  root.unmount();
  room.remove();
});
