import { createRoot } from 'react-dom/client';
import { flushSync } from 'react-dom';
import { expect, it } from 'vitest';

import '../styles/index.css';
import { Scroller } from './Scroller.tsx';

it('fades out at the side where there is more, and at no other', async () => {
  const room = document.body.appendChild(document.createElement('div'));
  const root = createRoot(room);
  const draw = (width: number) =>
    flushSync(() =>
      root.render(
        <div style={{ width: '10rem' }}>
          <Scroller label="Figures">
            <p style={{ width }}>many</p>
          </Scroller>
        </div>,
      ),
    );
  const box = () => room.querySelector('.scroller') ?? room;
  const fades = () => ['before', 'after'].filter((side) => box().hasAttribute(`data-more-${side}`));
  draw(20);
  expect([fades(), getComputedStyle(box()).maskImage]).toEqual([[], 'none']);
  draw(500);
  expect(fades()).toEqual(['after']);
  expect(getComputedStyle(box()).maskImage).toContain('linear-gradient');
  box().scrollLeft = 100;
  await expect.poll(fades).toEqual(['before', 'after']);
  box().scrollLeft = 1_000;
  await expect.poll(fades).toEqual(['before']);
  draw(20);
  expect(fades()).toEqual([]);
  root.unmount();
  room.remove();
});

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
