import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';

import { meaningOf } from '../i18n/index.ts';
import '../i18n/sentences.ts';
import { Term } from './Term.tsx';
import '../styles/index.css';

const means = meaningOf('precision');
const tip = page.getByRole('tooltip');
let close = () => {};

/** In a box that cuts off what stands out of it, as a table that scrolls does. */
function draw(term: React.ReactNode, style: React.CSSProperties = {}): void {
  const element = document.createElement('div');
  document.body.append(element);
  const root = createRoot(element);
  flushSync(() =>
    root.render(<div style={{ overflow: 'hidden', height: 40, contain: 'layout', ...style }}>{term}</div>),
  );
  close = () => {
    root.unmount();
    element.remove();
  };
}

/** All of it can be seen: it is in the window, and nothing lies over its corners. */
function isWhole(): boolean {
  const element = tip.element();
  const { left, top, right, bottom } = element.getBoundingClientRect();
  const corners = [
    [left + 2, top + 2],
    [right - 2, bottom - 2],
  ];
  return corners.every(([x, y]) => document.elementFromPoint(x, y) === element);
}

afterEach(() => close());

describe('a term', () => {
  it('says what it means when the keyboard comes to it, whatever would cut it off', async () => {
    draw(<Term name="precision">Precision</Term>);
    await userEvent.keyboard('{Tab}');
    await expect.element(tip).toHaveTextContent(means);
    await expect.element(page.getByRole('button')).toHaveAccessibleDescription(means);
    expect(isWhole()).toBe(true);
    await userEvent.keyboard('{Escape}');
    await expect.element(tip).not.toBeInTheDocument();
  });

  it.each([
    { at: 'the right edge', style: { position: 'fixed', right: 0, top: 0 } },
    { at: 'the lower edge', style: { position: 'fixed', left: 0, bottom: 0 } },
  ] as const)('stays in the window at $at', async ({ style }) => {
    draw(<Term name="precision">Precision</Term>, style);
    await userEvent.hover(page.getByRole('button'));
    await expect.element(tip).toBeVisible();
    expect(isWhole()).toBe(true);
  });

  it('that does something else does both', async () => {
    const onPress = vi.fn<() => void>();
    draw(
      <Term name="precision" button={{ className: 'sort', onPress }}>
        Precision
      </Term>,
    );
    await userEvent.click(page.getByRole('button'));
    await expect.element(tip).toBeVisible();
    expect(onPress).toHaveBeenCalledOnce();
  });
});
