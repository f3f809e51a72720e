/** The page over plain HTTP from another machine, as a phone on the same network opens it: no secure context. */
import { chromium, expect, test } from '@playwright/test';
import { chromiumFlags, findInstalledBrowser } from '../scripts/find-browser.mjs';
import { listenForComplaints, region, setField, show, tryReview, untilTested } from './page.ts';
import { serveSite } from './plain-host.ts';

test('the default path works outside secure contexts', async () => {
  const host = await serveSite();
  const browser = await chromium.launch({
    executablePath: findInstalledBrowser() ?? undefined,
    args: [...chromiumFlags, '--host-resolver-rules=MAP plain.test 127.0.0.1'],
  });
  try {
    const page = await browser.newPage({ locale: 'en-US' });
    const complaints = listenForComplaints(page);
    await page.goto(host.url('plain.test'));
    // Else this test would prove nothing.
    expect(
      await page.evaluate(() => [isSecureContext, 'randomUUID' in crypto, 'locks' in navigator]),
    ).toEqual([false, false, false]);
    await expect(page.getByRole('button', { name: 'Start training' })).toBeEnabled();
    await setField(page, 'Layer sizes', '12, 8');
    await setField(page, 'Embedding size', '16');
    await setField(page, 'Epochs', '2');
    await page.getByRole('button', { name: 'Start training' }).click();
    await untilTested(page, 120_000);
    await expect(region(page, 'Model')).toContainText('WebAssembly has one thread here');
    await expect(region(page, 'Model')).toContainText('opened over plain HTTP');
    expect(await tryReview(page, 'Good food, slow service.')).toMatch(/\d/);
    await page.getByRole('button', { name: 'Copy link to these settings' }).click();
    await expect(page.getByText('The link is on the clipboard.')).toBeVisible();

    // The run is saved, and is there after a reload.
    await page.reload();
    await show(page, 'Runs');
    await expect(region(page, 'Runs').getByRole('row')).toHaveCount(2);
    expect(complaints.console.filter((text) => !text.includes('favicon'))).toEqual([]);
    expect(complaints.foreign).toEqual([]);
  } finally {
    await browser.close();
    host.close();
  }
});
