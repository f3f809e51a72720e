import { page } from 'vitest/browser';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';

import { violations } from '../../testing/axe.ts';
import { renderApp, type RenderedApp } from '../../testing/render-app.tsx';

let app: RenderedApp;
const sheet = page.getByRole('region', { name: 'Try it', exact: true });
const button = (name: string) => page.getByRole('button', { name, exact: true });
const received = (name: string) => app.workers.flatMap((w) => w.received).filter((c) => c.name === name);
const verdict = () => sheet.getByRole('status', { name: 'Prediction' });

beforeAll(() => page.viewport(1280, 900));
afterEach(() => app.unmount());

describe('a network that is asked while it trains', () => {
  it('answers without a finished network, from weights that move with the epochs and stand still in a pause', async () => {
    app = await renderApp({ pace: 20, stepsPerEpoch: 75, holdAt: 45 });
    await expect.element(sheet.getByText(/Train a network, load one/)).toBeVisible();
    app.controller.model.setText('great food');
    app.controller.settings.set('epochs', '2');
    await button('Start training').click();
    await expect.element(sheet.getByText(/^From the .*weights/)).toBeVisible();
    await expect.element(verdict()).toHaveTextContent(/positive, with a probability of/);
    await button('Pause').click();
    await expect
      .element(sheet.getByText('From the weights of epoch 1, step 45, where training is paused.'))
      .toBeVisible();
    expect(await violations('.panel-try')).toEqual([]);
    app.workers[0].release();
    await button('Resume').click();
    await expect
      .element(sheet.getByText(/^From the weights of epoch [12], step \d+, while it trains\.$/))
      .toBeVisible();
    await expect.element(button('Start training')).toBeEnabled();
    await expect.poll(() => sheet.element().textContent).not.toMatch(/From the/);
    await expect.element(verdict()).toHaveTextContent(/positive, with a probability of/);
    expect(received('predict').length).toBeGreaterThanOrEqual(4);
  });

  it('cancels a question when the next key comes', async () => {
    app = await renderApp({ pace: 1_200, holdAt: 15 });
    await button('Start training').click();
    await expect.poll(() => app.controller.store.getState().run.status).toBe('running');
    app.controller.model.setText('great food');
    await expect.poll(() => received('predict').length).toBeGreaterThan(0);
    // Where the first weights came meanwhile, it was asked once more.
    const underWay = received('predict').at(-1);
    app.controller.model.setText('bad food');
    await expect.element(verdict()).toHaveTextContent(/negative, with a probability of/);
    expect(received('cancel').map(({ request }) => request)).toContainEqual({ id: underWay?.id });
    expect(sheet.getByRole('alert').query()).toBeNull();
  });

  it('has no answer any more when the run ends without a network', async () => {
    app = await renderApp({ pace: 100, trouble: [{ step: 75, code: 'bad-input' }] });
    app.controller.model.setText('great food');
    await button('Start training').click();
    await expect.element(sheet.getByText(/^From the .*weights/)).toBeVisible();
    await expect.element(sheet.getByText(/Train a network, load one/)).toBeVisible();
    await expect.element(verdict()).toHaveTextContent('');
  });
});
