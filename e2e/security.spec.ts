/** What the site may load: as headers, and in the page itself. The whole path is taken under it in other tests. */
import { expect, test } from '@playwright/test';
import { contentSecurityPolicy, siteHeaders } from '../scripts/site/headers.mjs';
import { listenForComplaints } from './page.ts';
import { plantViolationNotes } from './planted.ts';
import { chunkNames, indexHtml } from './site-files.ts';

test('every answer has the policy, the isolation and nosniff, workers’ too', async ({ request }) => {
  const chunks = chunkNames();
  const worker = chunks.find((name) => name.startsWith('trainer.worker-'));
  const pool = chunks.find((name) => name.startsWith('pool.worker-'));
  const paths = ['', `assets/${worker}`, `assets/${pool}`, 'datasets/catalogue.json', 'licenses.txt'];
  for (const path of paths) {
    const answer = await request.get(`./${path}`);
    expect(answer.status(), path).toBe(200);
    for (const [name, value] of Object.entries(siteHeaders)) {
      expect(answer.headers()[name.toLowerCase()], `${name} of /${path}`).toBe(value);
    }
  }
});

test('the built page has the policy before all that it rules, and nothing inline', () => {
  const html = indexHtml().replaceAll('&#39;', "'");
  const [, first = ''] = /<head>\s*(<[^>]+>)/.exec(html) ?? [];
  expect(first).toBe(`<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}">`);
  expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)/);
});

test('what the policy forbids does not happen, and is noticed', async ({ page }) => {
  await plantViolationNotes(page.context());
  const complaints = listenForComplaints(page);
  await page.goto('./');
  await expect(page.getByRole('heading', { name: 'Forget Gate' })).toBeVisible();
  expect(complaints.console).toEqual([]);
  await page.evaluate(() => {
    const style = document.createElement('style');
    style.textContent = 'body { outline: 9px solid red }';
    document.head.append(style);
    void fetch('https://example.org/').catch(() => undefined);
  });
  await expect.poll(() => complaints.console.join('\n')).toMatch(/The policy forbids: style-src/);
  await expect.poll(() => complaints.console.join('\n')).toMatch(/The policy forbids: connect-src/);
  expect(await page.evaluate(() => getComputedStyle(document.body).outlineStyle)).toBe('none');
  // Code that the page fetches ahead may still be on its way.
  await page.context().unrouteAll({ behavior: 'ignoreErrors' });
});
