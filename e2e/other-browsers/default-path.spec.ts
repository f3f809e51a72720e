/** From opening the page to an answer for a review, in browsers that are not Chromium. */
import { expect, test } from '@playwright/test';
import { findFirefox, findWebkit, missing } from '../../scripts/find-other-browsers.mjs';
import { openFirefox } from './firefox.ts';
import { onPage } from './page.ts';
import type { Driver } from './webdriver.ts';
import { openWebkit } from './webkit.ts';

const firefox = findFirefox();
const webkit = findWebkit();

const browsers: { name: keyof typeof missing; open: (() => Promise<Driver>) | null }[] = [
  { name: 'Firefox', open: firefox ? () => openFirefox(firefox) : null },
  { name: 'WebKit', open: webkit ? () => openWebkit(webkit) : null },
];

/** What must stay empty while the page is used. */
const listen = `
  window.complaints = [];
  addEventListener('error', ({ message }) => complaints.push(message));
  addEventListener('unhandledrejection', ({ reason }) => complaints.push(String(reason)));
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    complaints.push(violatedDirective + ' ' + blockedURI));
`;

const problems = `
  const shown = [...document.querySelectorAll('[role=alert]')].map(({ textContent }) => textContent);
  return [...complaints, ...shown];
`;

/** What tells that a word can be pointed at for its meaning. */
const termUnderline = `
  const { textDecorationLine, textDecorationStyle } = getComputedStyle(document.querySelector('.term-name'));
  return textDecorationLine + ' ' + textDecorationStyle;
`;

async function takeDefaultPath(driver: Driver, address: string): Promise<void> {
  await driver.open(address);
  await driver.run(listen);
  const page = onPage(driver);
  // The site of the tests has no English vectors, from which Recommended would train longer.
  await page.textWith('region', 'Training', /Ready: 10 epochs/);
  expect(await driver.run('return crossOriginIsolated')).toBe(true);
  expect(await driver.run(termUnderline)).toBe('underline dotted');
  await page.fill('Layer sizes', '12, 8');
  await page.fill('Embedding size', '16');
  await page.fill('Epochs', '2');

  await page.press('Start training');
  await page.textWith('region', 'Training', /See where it errs/, 120_000);
  expect(await page.text('region', 'Model')).toMatch(/WebAssembly on (relaxed )?SIMD/);
  await page.press('Epochs');
  const epochs = await page.part('table', 'Epochs');
  expect(await driver.run('return arguments[0].tBodies[0].rows.length', epochs)).toBe(2);

  await page.fill('Your review', 'Good food, slow service.');
  await page.textWith('status', 'Prediction', /\d\s?%/);
  await page.follow('Understand');
  await page.part('table', 'Confusion matrix');
  await page.follow('Data');
  await page.textWith('region', 'Data', /2,982 reviews/);
  expect(await driver.run(problems)).toEqual([]);
}

for (const { name, open } of browsers) {
  test(`the default path in ${name}`, async ({ baseURL }, info) => {
    test.setTimeout(240_000);
    test.skip(open === null, missing[name]);
    const driver = await open?.();
    if (!driver || !baseURL) return;
    try {
      await takeDefaultPath(driver, baseURL);
    } catch (error) {
      const shown = await driver.run<string>('return document.body.innerText');
      await info.attach('the page', { body: shown, contentType: 'text/plain' });
      throw error;
    } finally {
      await driver.close();
    }
  });
}
