/** Where a trained network errs, and labels that probably are wrong, on the built page with the real worker. */
import { expect, test } from '@playwright/test';
import { openTrained } from './look.ts';
import { listenForComplaints, region, show } from './page.ts';

test('errors by kind, and a label error that is corrected and taken back', async ({ page }) => {
  const complaints = listenForComplaints(page);
  await openTrained(page);
  await show(page, 'Understand');
  const kinds = region(page, 'Errors by kind');
  const table = kinds.getByRole('table', { name: 'Length in words' });
  await expect(table.getByRole('row')).toHaveCount(6);
  await kinds.getByRole('combobox', { name: 'By' }).selectOption({ label: 'Column “label”' });
  await expect(kinds.getByRole('row', { name: /^negative \d/ })).toBeVisible();

  const labels = region(page, 'Likely label errors');
  await labels.getByRole('button', { name: 'Look for likely label errors' }).click();
  await expect(
    labels.getByText(/labels may be wrong\. The network answered too for the \d+ reviews/),
  ).toBeVisible({
    timeout: 60_000,
  });
  const first = labels.getByRole('row').nth(1);
  const suggestion = first.getByRole('button', { name: /^Correct to/ });
  const suggested = (await suggestion.textContent())?.replace('Correct to ', '') ?? '';
  await suggestion.click();
  await expect(first.getByRole('button', { name: suggested, exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await expect(suggestion).toHaveCount(0);
  await expect(labels.getByText(/have changed since: look again/)).toBeVisible();
  await first.getByRole('button', { name: /^Undo/ }).click();
  await expect(suggestion).toBeVisible();
  expect(complaints).toEqual({ console: [], foreign: [] });
});
