/** A look inside a trained network: words coloured in Try it, and the gates in Understand, all by keyboard. */
import { expect, test } from '@playwright/test';
import {
  axeFindings,
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
  // Each word says what it adds, and a table says the same.
  await expect(words.locator('.word-added').first()).toHaveText(/[+−]\d\.\d\d$/);
  await inside.getByRole('button', { name: 'What each word adds, as numbers' }).press('Enter');
  const added = inside.getByRole('table', { name: 'What each word adds, as numbers' });
  await expect(added.getByRole('row')).toHaveCount(10);
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
  await expect(inside.getByText(/^ft = σ\(zf\) = σ\(.+\) = 0\.\d\d$/)).toBeVisible();
  await inside.getByRole('button', { name: 'Backwards' }).press('Enter');
  await expect(inside.getByText(/^dht = dyt \+ dzt\+1·UT = .+ = −?0\.\d\d$/)).toBeVisible();
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
  const measured = inside.getByText(/Changed, it is right on \d+(\.\d+)?\s?% of \d+ reviews/);
  await expect(measured).toBeVisible({ timeout: 30_000 });
  const [, after, before] =
    /right on ([\d.]+)% .* instead of ([\d.]+)%\.$/.exec((await measured.textContent()) ?? '') ?? [];
  expect(Number(after)).toBeGreaterThan(0);
  expect(after).not.toBe(before);
  await inside.getByRole('button', { name: 'As trained' }).press('Enter');
  await inside.getByRole('button', { name: 'Measure each part' }).press('Enter');
  const parts = inside.getByRole('table', { name: 'Validation accuracy with each part shut' });
  await expect(parts.getByRole('row', { name: /^Forget gates always shut/ })).toContainText(`${after}%`, {
    timeout: 30_000,
  });
  // A word is replaced: the text, its verdict and its colours follow.
  await words.getByRole('button', { name: /^great:/ }).press('Enter');
  await inside.getByRole('textbox', { name: 'Another word' }).fill('awful');
  await page.keyboard.press('Enter');
  await expect(words.getByRole('button', { name: /^awful:/ })).toHaveCount(2);
  await expect(inside.getByRole('textbox', { name: 'The text to look at' })).toHaveValue(
    'The food was awful, but the service was awful',
  );
  await inside.getByRole('button', { name: 'Bring back the original text' }).press('Enter');
  await expect(words.getByRole('button', { name: /^great:/ })).toBeVisible();
  const download = page.waitForEvent('download');
  await inside
    .getByRole('group', { name: 'Save the words:' })
    .getByRole('button', { name: 'PNG' })
    .press('Enter');
  expect((await download).suggestedFilename()).toBe('words.png');
  await inside.getByRole('button', { name: 'Measure on test reviews' }).press('Enter');
  await expect(
    inside.getByText(/^\d+ reviews that the network has not seen, .* On this network trust/),
  ).toBeVisible({
    timeout: 120_000,
  });
  expect(await axeFindings(page, '.panel-inside')).toEqual([]);
  expect(complaints).toEqual({ console: [], foreign: [] });
});
