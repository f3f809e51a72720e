/** What another tab of the same origin can do to what the page stores. */
import type { BrowserContext, Page } from '@playwright/test';

/** Another tab of the page's origin, without the page. */
export async function emptyTab(context: BrowserContext): Promise<Page> {
  await context.route('**/empty', (route) => route.fulfill({ contentType: 'text/html', body: '' }));
  const tab = await context.newPage();
  await tab.goto('./empty');
  return tab;
}

/** As a user does with the browser's own "Clear site data". */
export async function clearSiteData(context: BrowserContext, page: Page): Promise<void> {
  const devtools = await context.newCDPSession(page);
  const { origin } = new URL(page.url());
  await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
  await devtools.detach();
}

/** @returns when the database is gone */
export function deleteDatabase(page: Page, name: string): Promise<void> {
  return page.evaluate(
    (database) =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.deleteDatabase(database);
        request.addEventListener('success', () => resolve());
        request.addEventListener('error', () => reject(new Error(String(request.error))));
      }),
    name,
  );
}

/** Has the browser keep whoever wants to open the database waiting, without a word why. @returns what ends that */
export async function holdUpOpening(context: BrowserContext, name: string): Promise<() => Promise<void>> {
  const tab = await emptyTab(context);
  // Deleting waits for the connection to close, and whoever wants to open it waits for that.
  await tab.evaluate((database) => {
    const request = indexedDB.open(database);
    // A connection that nobody holds any more is closed at some time.
    Object.assign(window, { request });
    request.addEventListener('success', () => {
      indexedDB.deleteDatabase(database);
    });
  }, name);
  return () => tab.close();
}
