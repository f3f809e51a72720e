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
  const found = gridKey(press(key), { active: active, last: last, onRow: true, classCount: 2 });
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
    expect(gridKey(press('n'), { active: 0, last: 9, onRow: true, classCount: 2 })).toEqual({
      kind: 'correct',
      correction: 0,
    });
    expect(gridKey(press('P'), { active: 0, last: 9, onRow: false, classCount: 2 })).toEqual({
      kind: 'correct',
      correction: 1,
    });
    expect(gridKey(press('x'), { active: 0, last: 9, onRow: true, classCount: 2 })).toEqual({
      kind: 'correct',
      correction: 'exclude',
    });
    expect(gridKey(press('n'), { active: 0, last: 9, onRow: true, classCount: 3 })).toBeNull();
    expect(gridKey(press('u'), { active: 0, last: 9, onRow: true, classCount: 2 })).toEqual({
      kind: 'correct',
      correction: null,
    });
  });

  it('leaves alone what belongs to the browser, and Enter on a button', () => {
    expect(
      gridKey(press('p', { ctrlKey: true }), { active: 0, last: 9, onRow: true, classCount: 2 }),
    ).toBeNull();
    expect(
      gridKey(press('n', { metaKey: true }), { active: 0, last: 9, onRow: true, classCount: 2 }),
    ).toBeNull();
    expect(
      gridKey(press('ArrowLeft', { altKey: true }), { active: 0, last: 9, onRow: true, classCount: 2 }),
    ).toBeNull();
    expect(gridKey(press('Tab'), { active: 0, last: 9, onRow: true, classCount: 2 })).toBeNull();
    expect(gridKey(press('toString'), { active: 0, last: 9, onRow: true, classCount: 2 })).toBeNull();
    expect(gridKey(press('Enter'), { active: 0, last: 9, onRow: false, classCount: 2 })).toBeNull();
    expect(gridKey(press('Enter'), { active: 0, last: 9, onRow: true, classCount: 2 })).toEqual({
      kind: 'toggle',
    });
  });
});
