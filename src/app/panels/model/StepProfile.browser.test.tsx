import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';

import { violations } from '../../testing/axe.ts';
import type { FakeOptions } from '../../testing/fake-worker.ts';
import { renderApp, type RenderedApp } from '../../testing/render-app.tsx';

let app: RenderedApp;
const open = async (options?: Partial<FakeOptions>) => {
  app = await renderApp(options);
};
const button = page.getByRole('button', { name: 'Profile a step', exact: true });
const cells = (table: string, row: RegExp) =>
  page
    .getByRole('table', { name: table })
    .getByRole('row', { name: row })
    .getByRole('cell')
    .elements()
    .map((cell) => cell.textContent);

beforeAll(() => page.viewport(1280, 900));
afterEach(() => app.unmount());

describe('Profile a step', () => {
  it('shows the phases as a bar and a table, the memory, and the kernels of a GPU with a clock', async () => {
    await open();
    await button.click();
    const table = 'A step on WebGPU: 32 reviews with 28 tokens each';
    await expect.element(page.getByRole('table', { name: table })).toBeVisible();
    await expect.element(page.getByRole('img', { name: /4 ms together/ })).toBeVisible();
    expect(cells(table, /^Forward/)).toEqual(['1.2 ms', '30.0%']);
    expect(cells(table, /^A whole step/)).toEqual(['4.1 ms', '']);
    await expect.element(page.getByText('Memory held: 48.3 MB. 28 tensors live')).toBeVisible();
    expect(cells('By the GPU’s own clock', /^lstmBackward/)).toEqual(['2', '1.61 ms']);

    const widths = [...document.querySelectorAll('.phase-bar span')].map(
      (part) => part.getBoundingClientRect().width,
    );
    expect(widths[3] / widths[2]).toBeCloseTo(1.9 / 1.2, 1);
    expect(await violations('.profile')).toEqual([]);
  });

  it('asks about the settings in the form, and says when they have changed since', async () => {
    await open();
    app.controller.settings.set('batchSize', '17');
    await button.click();
    const old = page.getByText('The settings have changed since.');
    await expect.element(page.getByText(/Memory held/)).toBeVisible();
    expect(old.query()).toBeNull();
    const asked = app.workers[0].received.find(({ name }) => name === 'profile');
    expect(asked?.request).toMatchObject({ config: { batchSize: 17 } });
    app.controller.settings.set('batchSize', '18');
    await expect.element(old).toBeVisible();
  });

  it('waits while the network trains or a setting is wrong, and says why', async () => {
    await open({ holdAt: 15 });
    app.controller.settings.set('epochs', '0');
    await expect.element(button).toBeDisabled();
    await expect.element(button).toHaveAccessibleDescription(/A setting is wrong/);
    app.controller.settings.set('epochs', '3');
    await expect.element(button).toBeEnabled();
    await page.getByRole('button', { name: 'Start training' }).click();
    await expect.element(button).toBeDisabled();
    await expect.element(button).toHaveAccessibleDescription(/The network is training/);
  });

  it('says what went wrong', async () => {
    await open({
      fail: {
        profile: { code: 'no-backend', told: { code: 'failed', detail: 'No backend can train here.' } },
      },
    });
    await button.click();
    await expect.element(page.getByRole('alert').getByText('No backend can train here.')).toBeVisible();
    await expect.element(button).toBeEnabled();
  });
});
