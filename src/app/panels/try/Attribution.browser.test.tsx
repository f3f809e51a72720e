import { afterEach, beforeEach, expect, it } from 'vitest';
import { page } from 'vitest/browser';

import { violations } from '../../testing/axe.ts';
import { renderApp, type RenderedApp } from '../../testing/render-app.tsx';

let app: RenderedApp;
const sheet = page.getByRole('region', { name: 'Try it', exact: true });
const received = (name: string) => app.workers.flatMap((w) => w.received).filter((c) => c.name === name);
const tokens = () => [...document.querySelectorAll<HTMLElement>('.tokens .token')];

async function openTrained(): Promise<void> {
  app = await renderApp({ pace: 1, stepsPerEpoch: 15 });
  app.controller.settings.set('epochs', '1');
  await app.controller.run.start();
}

beforeEach(() => page.viewport(1280, 900));
afterEach(() => app.unmount());

it('colours words by what they add once the network is trained, and says the same in numbers', async () => {
  await openTrained();
  app.controller.model.setText('great food and bad service');
  await expect.element(sheet.getByText('+ speaks for positive')).toBeVisible();
  const [great, , , bad] = tokens();
  expect(great.className).toContain('token-for');
  expect(bad.className).toContain('token-against');
  const strength = (token: HTMLElement) => Number(token.style.getPropertyValue('--strength'));
  expect(strength(great)).toBeCloseTo(1, 5);
  expect(great.textContent).toMatch(/great \+1\.40/);
  await expect.element(sheet.getByText(/The sum is off by 0\.2%/)).toBeVisible();
  await sheet.getByRole('button', { name: 'The same as numbers' }).click();
  const row = sheet.getByRole('table', { name: 'The same as numbers' }).getByRole('row', { name: /^bad/ });
  await expect.element(row).toHaveTextContent(/bad−1\.40/);
  expect(await violations('.panel-try')).toEqual([]);
});

it('takes the colours away with the next key, and asks about the new text', async () => {
  await openTrained();
  app.controller.model.setText('great food');
  await expect
    .poll(() => tokens().filter(({ className }) => /token-(for|against)/.test(className)).length)
    .toBe(2);
  app.controller.model.setText('bad food');
  await expect.poll(() => received('explain').at(-1)?.request).toEqual({ text: 'bad food' });
  await expect.poll(() => tokens()[0].className).toContain('token-against');
});
