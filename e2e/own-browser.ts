/** A browser with a profile on the disk, which can be killed as a whole and started again. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect } from '@playwright/test';
import type { BrowserContext } from '@playwright/test';
import { chromiumFlags, findInstalledBrowser } from '../scripts/find-browser.mjs';
import { region } from './page.ts';
import { plantFastClock, plantWritingNotes, writingNote } from './planted.ts';
import { openForRun, outcome, resume, start, untilTrained, type Outcome } from './runs.ts';

interface OwnBrowser {
  context: BrowserContext;
  /** Ends its process, which does all writing, at once: nothing is tidied up. */
  kill(): Promise<void>;
}

/** @param folder the profile, which stays when the browser is gone */
async function launchOwn(folder: string, baseURL: string): Promise<OwnBrowser> {
  const executablePath = findInstalledBrowser() ?? undefined;
  const context = await chromium.launchPersistentContext(folder, {
    ...{ executablePath, args: chromiumFlags, baseURL, headless: true, locale: 'en-US' },
    viewport: { width: 1280, height: 900 },
  });
  const devtools = await context.browser()?.newBrowserCDPSession();
  const { processInfo } = (await devtools?.send('SystemInfo.getProcessInfo')) ?? { processInfo: [] };
  const main = processInfo.find(({ type }) => type === 'browser');
  if (!main) throw new Error('The browser does not tell its process.');
  return {
    context,
    async kill() {
      const closed = new Promise((resolve) => context.on('close', resolve));
      process.kill(main.id, 'SIGKILL');
      await closed;
    },
  };
}

/**
 * Trains in a browser that is killed again and again, and resumed each time.
 *
 * @param writes for each kill: at which of the states that it writes
 */
export async function survive(writes: readonly number[], baseURL: string): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'forget-gate-'));
  try {
    for (const [i, write] of writes.entries()) {
      const own = await launchForRun(folder, baseURL);
      const page = await own.context.newPage();
      const written = nthWrite(own.context, write);
      if (i === 0) {
        await openForRun(page, 'WebAssembly');
        await start(page);
      } else {
        await page.goto('./');
        await resume(page);
      }
      await written;
      await own.kill();
    }
    const last = await launchForRun(folder, baseURL);
    const page = await last.context.newPage();
    await page.goto('./');
    await expect(region(page, 'Interrupted run')).toContainText('was interrupted in epoch');
    await resume(page);
    await untilTrained(page);
    const found = await outcome(page);
    await last.context.close();
    return found;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** States are written all the time, and said to be. */
async function launchForRun(folder: string, baseURL: string): Promise<OwnBrowser> {
  const own = await launchOwn(folder, baseURL);
  await plantFastClock(own.context);
  await plantWritingNotes(own.context);
  return own;
}

function nthWrite(context: BrowserContext, write: number): Promise<void> {
  return new Promise((resolve) => {
    let count = 0;
    context.on('console', (message) => {
      if (message.text() === writingNote && ++count === write) resolve();
    });
  });
}
