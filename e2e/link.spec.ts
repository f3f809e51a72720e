/** Settings that come with a link. */
import { expect, test } from '@playwright/test';

test('a link carries its settings, and a bad one says what is wrong', async ({ page }) => {
  await page.goto('./#run=1&data=uci-sentences&epochs=3&layerSizes=24-12');
  await expect(page.getByText('These settings came with the link that you opened.')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Layer sizes' })).toHaveValue('24, 12');
  await expect(page.getByRole('textbox', { name: 'Epochs', exact: true })).toHaveValue('3');
  await page.goto('./#run=1&epochs=0');
  await expect(page.getByText(/can’t be used: Epochs must be a whole number from 1 to 500\./)).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Layer sizes' })).toHaveValue('24, 12');
});
