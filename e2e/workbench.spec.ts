/** One screen: what is changed, what happens and what the network says, without scrolling and with few actions. */
import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { setSmallNetwork, show, untilTested } from './page.ts';

test.use({ viewport: { width: 1280, height: 800 } });

/** Counts what scrolls, the window or a part of it. */
async function countScrolls(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const counted = window as unknown as { scrolls: number };
    counted.scrolls = 0;
    document.addEventListener('scroll', () => (counted.scrolls += 1), { capture: true });
  });
  return () => page.evaluate(() => (window as unknown as { scrolls: number }).scrolls);
}

/** It is seen whole. */
const expectSeen = (element: Locator) => expect(element).toBeInViewport({ ratio: 0.99 });

const line = (page: Page, figure: string, name: string) =>
  page.getByRole('figure', { name: figure, exact: true }).locator(name).first();

test('the default path needs no scrolling: open, start, watch, test, try', async ({ page }) => {
  await page.goto('./');
  const scrolls = await countScrolls(page);
  const start = page.getByRole('button', { name: 'Start training' });
  await expectSeen(start);
  await start.click();
  for (const figure of ['Loss', 'Accuracy']) {
    await expect(line(page, figure, '.curve-room path.line-step')).toBeVisible({ timeout: 60_000 });
    await expectSeen(page.getByRole('figure', { name: figure, exact: true }));
  }
  await untilTested(page, 120_000);
  await expectSeen(page.getByRole('link', { name: 'See where it errs' }));
  await expectSeen(line(page, 'Accuracy', '.level-bagOfWords'));
  const review = page.getByRole('textbox', { name: 'Your review' });
  await expectSeen(review);
  await review.fill('The food was great, but we waited an hour for it.');
  const verdict = page.getByRole('status', { name: 'Prediction' });
  await expect(verdict).toContainText(/\d\s?%/);
  await expectSeen(verdict);
  expect(await scrolls()).toBe(0);
});

/** A first run, and how many epochs the second is to have. */
async function firstRun(page: Page): Promise<void> {
  await page.goto('./');
  await setSmallNetwork(page, 'WebAssembly');
  await page.getByRole('button', { name: 'Start training' }).click();
  await untilTested(page, 60_000);
}

/** The curve of this run beside that of the last one, and both in the table. */
async function expectComparison(page: Page): Promise<void> {
  await expect(line(page, 'Accuracy', '.line-validation .recharts-curve')).toBeVisible();
  await expectSeen(line(page, 'Accuracy', '.line-previous'));
}

test('change, start and compare with the last run: two actions by mouse, a third for all figures', async ({
  page,
}) => {
  await firstRun(page);
  await page.getByRole('button', { name: 'Increase Epochs' }).click();
  await page.getByRole('button', { name: 'Start training' }).click();
  await untilTested(page, 60_000);
  await expectComparison(page);
  await show(page, 'Runs');
  const rows = page.getByRole('table', { name: 'Saved runs' }).locator('tbody tr');
  await expect(rows).toHaveCount(2);
  await expectSeen(rows.nth(1));
});

test('the same by keyboard alone', async ({ page }) => {
  await firstRun(page);
  await page.getByRole('textbox', { name: 'Epochs', exact: true }).focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Control+Enter');
  await untilTested(page, 60_000);
  await expectComparison(page);
  await page.getByRole('button', { name: 'Help' }).focus();
  await page.keyboard.press('4');
  await expect(page.getByRole('table', { name: 'Saved runs' }).locator('tbody tr')).toHaveCount(2);
  await page.keyboard.press('2');
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('textbox', { name: 'Epochs', exact: true })).toHaveValue('2');
});

test('a setting that is changed before the data is there is kept, with those of an earlier visit', async ({
  page,
}) => {
  const field = (name: string) => page.getByRole('textbox', { name, exact: true });
  const ready = () => expect(page.getByRole('region', { name: 'Training' })).toContainText('Ready: ');
  await page.goto('./');
  await ready();
  await field('Layer sizes').fill('12');
  await page.waitForTimeout(500);
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route('**/datasets/*.reviews', async (route) => {
    await held;
    await route.continue();
  });
  await page.reload();
  await field('Epochs').fill('7');
  letGo();
  await ready();
  await page.unrouteAll({ behavior: 'wait' });
  await page.reload();
  await ready();
  await expect(field('Epochs')).toHaveValue('7');
  await expect(field('Layer sizes')).toHaveValue('12');
});

test('settings outlive a reload, and a link to settings opens the view Train', async ({ page }) => {
  await page.goto('./#/runs');
  await expect(page.getByRole('region', { name: 'Runs' })).toBeVisible();
  await setSmallNetwork(page, 'WebAssembly');
  // They are written a moment after the change.
  await page.waitForTimeout(500);
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Layer sizes' })).toHaveValue('12, 8');
  await expect(page.getByRole('combobox', { name: 'Backend' })).toHaveValue('wasm');
  await page.goto('./#/data');
  await page.goto('./#run=1&data=uci-sentences&epochs=3');
  await expect(page.getByRole('textbox', { name: 'Epochs', exact: true })).toHaveValue('3');
  await expect(page.getByRole('link', { name: 'Train', exact: true })).toHaveAttribute(
    'aria-current',
    'page',
  );
});

test('the hints of a first visit go away, stay away and come back from the help', async ({ page }) => {
  await page.goto('./');
  const hints = page.getByRole('region', { name: 'First steps' });
  await expect(hints).toBeVisible();
  await page.getByRole('button', { name: 'Got it' }).click();
  await expect(hints).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Start training' })).toBeVisible();
  await expect(hints).toHaveCount(0);
  await page.keyboard.press('?');
  await page.getByRole('button', { name: 'Show the first hints again' }).click();
  await expect(hints).toBeVisible();
});

test('Try it answers while the network trains and in a pause, from the weights of then', async ({ page }) => {
  await page.goto('./#run=1&data=uci-sentences&layerSizes=12&embeddingSize=16&epochs=300');
  await expect(page.getByText('These settings came with the link that you opened.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Your review' }).fill('The food was great.');
  await page.getByRole('button', { name: 'Start training' }).click();
  const panel = page.getByRole('region', { name: 'Try it' });
  await expect(panel).toContainText(/From the weights of epoch \d+/, { timeout: 60_000 });
  const verdict = page.getByRole('status', { name: 'Prediction' });
  await expect(verdict).toContainText(/\d\s?%/);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(panel).toContainText('where training is paused');
  const before = await verdict.textContent();
  await page.getByRole('textbox', { name: 'Your review' }).fill('The food was bad.');
  await expect(verdict).not.toHaveText(before ?? '');
  await page.getByRole('button', { name: 'Stop' }).click();
  await untilTested(page, 60_000);
  await expect(panel).not.toContainText('From the weights');
});
