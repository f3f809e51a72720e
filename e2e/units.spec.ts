/** What a network does in the data: from the microscope to other places of a unit, its line, its words; by keyboard. */
import { expect, test } from '@playwright/test';
import {
  axeFindings,
  listenForComplaints,
  region,
  setSmallNetwork,
  show,
  trainToTheEnd,
  tryReview,
} from './page.ts';

test('a unit is followed from the microscope to another review; the line and the words of the network', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const complaints = listenForComplaints(page);
  await page.goto('./');
  await setSmallNetwork(page, 'WebAssembly');
  await trainToTheEnd(page, 120_000);
  await tryReview(page, 'The food was great, but the service was awful');
  await show(page, 'Understand');
  const inside = region(page, 'Inside the network');
  const follow = inside.getByRole('button', { name: /^Where else does unit \d+ fire\?$/ });
  await expect(follow).toBeVisible();
  const [, unit] = /unit (\d+)/.exec((await follow.textContent()) ?? '') ?? [];
  await follow.press('Enter');
  const units = region(page, 'Where else does this unit fire?');
  await expect(units).toBeFocused();
  await expect(units.getByText(`hidden state of unit ${unit}: highest values`)).toBeVisible({
    timeout: 60_000,
  });
  await expect(units.getByText(/^\d+ of these 20 reviews are (positive|negative)/)).toBeVisible();
  const places = units.getByRole('list', { name: 'Strongest places' }).getByRole('button');
  await expect(places).toHaveCount(20);
  const place = (await places.first().locator('mark').textContent()) ?? '';
  await places.first().press('Enter');
  const field = inside.getByRole('textbox', { name: 'The text to look at' });
  await expect(field).toBeFocused();
  await expect(field).not.toHaveValue('The food was great, but the service was awful');
  // The same unit, at the place's word.
  await expect(inside.getByRole('combobox', { name: 'Unit', exact: true })).toHaveValue(
    String(Number(unit) - 1),
  );
  const chosen = inside.getByRole('toolbar', { name: 'Words of the text' }).locator('[aria-pressed=true]');
  await expect(chosen).toHaveText(place);
  await expect(units.getByRole('group', { name: 'Words to look for' })).toBeVisible();
  await units.getByRole('group', { name: 'Words to look for' }).getByRole('button').first().press('Enter');
  await units.getByRole('button', { name: 'Find where the same units are on' }).press('Enter');
  await expect(units.getByText(/^(Units? .* on at these words|No unit is on)/)).toBeVisible();
  const line = region(page, 'The line');
  await line.getByRole('button', { name: 'Draw the line' }).press('Enter');
  await expect(line.getByText(/of the states’ variance lies on the line of the readout/)).toBeVisible({
    timeout: 60_000,
  });
  await line.getByRole('slider', { name: 'Word of the text' }).press('Home');
  await expect(line.getByText(/^After “.+” the text stands at [+−]/)).toBeVisible();

  const words = region(page, 'Words');
  await words.getByRole('textbox', { name: 'Word' }).fill('great');
  await page.keyboard.press('Enter');
  await expect(words.getByRole('list', { name: 'Nearest to “great”' }).getByRole('listitem')).toHaveCount(12);
  await words.getByRole('button', { name: 'Compare with counting' }).press('Enter');
  await expect(words.getByText(/^They differ most on “.+”: .+ On all 298 reviews/)).toBeVisible({
    timeout: 60_000,
  });
  expect(await axeFindings(page, '.panel-units', '.panel-line', '.panel-words')).toEqual([]);
  expect(complaints).toEqual({ console: [], foreign: [] });
});
