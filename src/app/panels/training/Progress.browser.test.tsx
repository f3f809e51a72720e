import { page } from 'vitest/browser';
import { afterEach, beforeAll, expect, it } from 'vitest';

import { renderApp, type RenderedApp } from '../../testing/render-app.tsx';

let app: RenderedApp;
const readouts = () => page.getByLabelText('Where training is');

beforeAll(() => page.viewport(1280, 900));
afterEach(() => app.unmount());

it('shows how far the learning of word vectors is, and its time left', async () => {
  app = await renderApp({ pace: 1_500, holdAt: 15 });
  app.controller.settings.set('embeddingStart', 'learned');
  await page.getByRole('button', { name: 'Start training', exact: true }).click();
  await expect.element(readouts()).toHaveTextContent(/Learning word vectors: 25%/);
  await expect.element(readouts()).toHaveTextContent(/Time left30 s/);
  await expect.element(readouts()).toHaveTextContent(/Training(?!:)/);
});
