/** A look inside a trained network: words coloured in Try it, and the gates in Understand, all by keyboard. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import {
  choose,
  listenForComplaints,
  region,
  setSmallNetwork,
  show,
  trainToTheEnd,
  tryReview,
} from './page.ts';

test('what each word adds, the verdict after each word, and every gate of a unit', async ({ page }) => {
  test.setTimeout(240_000);
  const complaints = listenForComplaints(page);
  await page.goto('./');
  await setSmallNetwork(page, 'WebAssembly');
  await trainToTheEnd(page, 120_000);
  const sentence = await tryReview(page, 'The food was great, but the service was awful');
  const attempt = region(page, 'Try it');
  await expect(attempt.getByText(/^Coloured by integrated gradients/)).toBeVisible();
  expect(await attempt.locator('.token-for, .token-against').count()).toBeGreaterThanOrEqual(9);
  await attempt.getByRole('button', { name: 'The same as numbers' }).press('Enter');
  await expect(attempt.getByRole('table', { name: 'The same as numbers' }).getByRole('row')).toHaveCount(10);

  await show(page, 'Understand');
  const inside = region(page, 'Inside the network');
  const words = inside.getByRole('toolbar', { name: 'Words of the text' });
  await expect(words).toBeVisible();
  // The panel is far below: it must not pull the page to it.
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
  await words.getByRole('button', { name: /^awful:/ }).focus();
  // The verdict after the last word is the answer itself.
  const [share] = /\d+(\.\d+)?\s?%/.exec(sentence) ?? [''];
  const isPositive = sentence.toLowerCase().includes('positive');
  const last = await words.getByRole('button', { name: /^awful:/ }).getAttribute('aria-label');
  if (isPositive) expect(last).toContain(share);
  await page.keyboard.press('Home');
  await expect(inside.getByText(/^After “the” the probability of positive is/)).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(inside.getByText(/^“great” moves the probability of positive from/)).toBeVisible();
  await inside.getByRole('button', { name: 'The equations' }).press('Enter');
  await expect(inside.getByText(/^f_t = σ\(z_f\) = σ\(.+\) = 0\.\d\d$/)).toBeVisible();
  await inside.getByRole('button', { name: 'All units' }).press('Enter');
  await choose(page, 'Gate or state', 'forget gate');
  await expect(inside.getByRole('img', { name: /^forget gate: 8 units by 9 words$/ })).toBeVisible();
  await inside.getByRole('button', { name: 'The same as numbers' }).press('Enter');
  await expect(inside.getByRole('table', { name: /^Gates and states of unit/ }).getByRole('row')).toHaveCount(
    10,
  );
  await choose(page, 'Forget gates', 'always shut');
  await expect(inside.getByText(/^Changed: positive \d/)).toBeVisible();
  await inside.getByRole('button', { name: 'Measure on validation reviews' }).press('Enter');
  await expect(inside.getByText(/Changed, it is right on \d+(\.\d+)?\s?% of \d+ reviews/)).toBeVisible({
    timeout: 30_000,
  });
  const found = await new AxeBuilder({ page }).include('.panel-inside').analyze();
  expect(found.violations.map(({ id }) => id)).toEqual([]);
  expect(complaints).toEqual({ console: [], foreign: [] });
});
