/** The page as it is seen, hit and read: with colours of one's own, with a finger, with large text, by keyboard. */
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { openTrained, pixelsSeen, smallTargets, unfold, views } from './look.ts';
import { region, show, untilTested, type View } from './page.ts';

/** Parts of each view that say something by their fill or their line alone. */
const drawn: Record<View, string[]> = {
  Data: [
    '.panel-data .class-bar-hatched',
    '.panel-data .class-bar-filled',
    '.top-words .top-words-first span',
    '.top-words-sides > div:last-child span',
    // The third: few reviews have one word or two, and a bar of two pixels shows nothing.
    '.plot-bar >> nth=2',
    '.plot-line',
    '.line-mark',
  ],
  Train: [
    '.progress-fill',
    '.line-training .recharts-curve',
    '.line-validation .recharts-curve',
    '.dot-training[cx]',
    '.key-level',
    '.diagram-box',
    '.diagram-output',
    '.gauge-needle',
    '.mark-gate',
  ],
  Understand: [],
  Runs: [],
  Export: [],
};

/** Words on a fill of their own. */
const filled: Record<View, string[]> = {
  Data: ['.panel-data .tag-1', '.review-choices [aria-pressed=true]'],
  Train: ['.run-buttons .action-main'],
  Understand: [],
  Runs: [],
  Export: ['.panel-export .action-main'],
};

async function invisibleIn(page: Page, view: View): Promise<string[]> {
  const found: string[] = [];
  await show(page, view);
  for (const selector of drawn[view]) {
    const seen = await pixelsSeen(page, page.locator(selector).first(), { visibility: 'hidden' });
    if (seen < 12) found.push(selector);
  }
  for (const selector of filled[view]) {
    const element = page.locator(selector).first();
    const words = await pixelsSeen(page, element, { 'text-indent': '-99rem', overflow: 'hidden' });
    if (words < 24) found.push(`${selector}: its words`);
    const fill = await pixelsSeen(page, element, { background: 'Canvas' });
    if (fill < 100) found.push(`${selector}: its fill`);
  }
  return found;
}

test('in colours of one’s own all fills, lines and words can be seen', async ({ page }) => {
  await openTrained(page);
  await unfold(page);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ forcedColors: 'active', colorScheme, reducedMotion: 'reduce' });
    for (const view of views) expect(await invisibleIn(page, view), `${view}, ${colorScheme}`).toEqual([]);
    await show(page, 'Train');
    const knob = page.getByRole('switch', { name: 'Ignore capitals' });
    const look = () => knob.screenshot();
    const on = await look();
    await knob.click();
    expect((await look()).equals(on)).toBe(false);
    await knob.click();
  }
});

test('a mouse hits everything: at least 24 pixels', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await openTrained(page);
  await unfold(page);
  for (const view of views) {
    await show(page, view);
    expect(await smallTargets(page, 24), view).toEqual([]);
  }
});

test.describe('with a finger', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('everything is hit: at least 44 pixels', async ({ page }) => {
    await openTrained(page);
    await unfold(page);
    expect(await page.evaluate(() => matchMedia('(pointer: coarse)').matches)).toBe(true);
    for (const view of views) {
      await show(page, view);
      expect(await smallTargets(page, 44), view).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), view).toBe(390);
    }
  });
});

/** Text that its own box cuts off, by its words. Boxes that scroll or that name the rest elsewhere are none. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.page *')].flatMap((element) => {
      if (!element.checkVisibility() || element.closest('.visually-hidden, svg, textarea')) return [];
      const style = getComputedStyle(element);
      // Lines of a long review are as many as its box has; the whole text is a press away.
      const isClamped = style.webkitLineClamp !== 'none';
      const hides = (overflow: string) => overflow === 'hidden' || overflow === 'clip';
      const isWide = hides(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
      const isHigh = hides(style.overflowY) && element.scrollHeight > element.clientHeight + 1;
      const hasText = element.textContent?.trim() !== '' || element instanceof HTMLInputElement;
      return hasText && !isClamped && (isWide || isHigh)
        ? [`${element.className}: ${element.textContent?.slice(0, 40)}`]
        : [];
    }),
  );
}

test('text of twice the size, or with more room between, is not cut off', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await openTrained(page);
  await unfold(page);
  const styles = {
    'twice the size': 'html { font-size: 200% }',
    'more room':
      '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }',
  };
  for (const [name, content] of Object.entries(styles)) {
    await page.evaluate((rules) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(rules);
      document.adoptedStyleSheets = [sheet];
    }, content);
    await page.waitForTimeout(500);
    for (const view of views) {
      await show(page, view);
      expect(await cutOff(page), `${view}, ${name}`).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), view).toBe(1280);
    }
  }
});

test('nothing moves by itself where that is not wanted', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('./');
  const moving = () => page.evaluate(() => document.getAnimations().length);
  await page.getByRole('button', { name: 'Start training' }).click();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeEnabled({ timeout: 60_000 });
  expect(await moving()).toBe(0);
  await page.getByRole('button', { name: 'Stop' }).click();
});

test('the keyboard starts, pauses, resumes and stops without losing its place', async ({ page }) => {
  await page.goto('./#run=1&data=uci-sentences&layerSizes=12&embeddingSize=16&epochs=300');
  await expect(page.getByText('These settings came with the link that you opened.')).toBeVisible();
  const focused = () =>
    page.evaluate(() =>
      document.activeElement === document.body ? 'body' : document.activeElement?.textContent,
    );
  const start = page.getByRole('button', { name: 'Start training' });
  await expect(start).toBeEnabled({ timeout: 60_000 });
  await start.focus();
  await page.keyboard.press('Enter');
  // The button that started it pauses and resumes it.
  const pause = page.getByRole('button', { name: 'Pause' });
  await expect(pause).toBeEnabled({ timeout: 60_000 });
  expect(await focused()).toBe('Pause');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Resume' })).toBeEnabled();
  expect(await focused()).toBe('Resume');
  await expect(region(page, 'Training')).toContainText('Paused. Nothing is lost');
  await expect(page.locator('body')).not.toContainText('is training');
  await page.keyboard.press('Enter');
  await expect(pause).toBeEnabled();
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('Stop');
  await page.keyboard.press('Enter');
  await untilTested(page, 60_000);
  expect(await focused()).toBe('Stop');
});
