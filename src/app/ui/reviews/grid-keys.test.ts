import { describe, expect, it } from 'vitest';

import { gridKey } from './grid-keys.ts';

const press = (key: string, held: Partial<{ ctrlKey: boolean; metaKey: boolean; altKey: boolean }> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
});
const to = (key: string, active: number, last = 99) => {
  const found = gridKey(press(key), active, last, true);
  return found?.kind === 'row' ? found.to : null;
};

describe('gridKey', () => {
  it('moves between rows and stops at the ends', () => {
    expect(to('ArrowDown', 3)).toBe(4);
    expect(to('ArrowDown', 99)).toBe(99);
    expect(to('ArrowUp', 0)).toBe(0);
    expect(to('PageDown', 3)).toBe(9);
    expect(to('PageUp', 3)).toBe(0);
    expect(to('Home', 50)).toBe(0);
    expect(to('End', 50)).toBe(99);
  });

  it('corrects by letters, large or small', () => {
    expect(gridKey(press('n'), 0, 9, true)).toEqual({ kind: 'correct', correction: 0 });
    expect(gridKey(press('P'), 0, 9, false)).toEqual({ kind: 'correct', correction: 1 });
    expect(gridKey(press('x'), 0, 9, true)).toEqual({ kind: 'correct', correction: 'exclude' });
    expect(gridKey(press('u'), 0, 9, true)).toEqual({ kind: 'correct', correction: null });
  });

  it('leaves alone what belongs to the browser, and Enter on a button', () => {
    expect(gridKey(press('p', { ctrlKey: true }), 0, 9, true)).toBeNull();
    expect(gridKey(press('n', { metaKey: true }), 0, 9, true)).toBeNull();
    expect(gridKey(press('ArrowLeft', { altKey: true }), 0, 9, true)).toBeNull();
    expect(gridKey(press('Tab'), 0, 9, true)).toBeNull();
    expect(gridKey(press('toString'), 0, 9, true)).toBeNull();
    expect(gridKey(press('Enter'), 0, 9, false)).toBeNull();
    expect(gridKey(press('Enter'), 0, 9, true)).toEqual({ kind: 'toggle' });
  });
});
