import { afterEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';

import { readLink } from '../../state/settings/permalink.ts';
import { renderApp, type RenderedApp } from '../../testing/render-app.tsx';

let app: RenderedApp;
const button = page.getByRole('button', { name: 'Copy link to these settings' });

afterEach(() => {
  vi.restoreAllMocks();
  app.unmount();
});

describe('a link to the settings', () => {
  it('goes to the clipboard, with the sample and without data', async () => {
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    app = await renderApp();
    app.controller.settings.set('epochs', '7');
    await button.click();
    await expect.element(page.getByText('The link is on the clipboard.')).toBeVisible();
    const found = readLink(new URL(write.mock.calls[0][0]).hash);
    expect(found).toMatchObject({ run: { sampleId: 'uci-sentences', config: { epochs: 7 } } });
    app.controller.settings.set('epochs', '8');
    await expect.element(page.getByText('The link is on the clipboard.')).not.toBeInTheDocument();
  });

  it('is shown where the browser allows no copying', async () => {
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('no', 'NotAllowedError'));
    app = await renderApp();
    await button.click();
    await expect
      .element(page.getByRole('textbox', { name: 'Link to these settings' }))
      .toHaveValue(expect.stringContaining('#run=1&data=uci-sentences'));
  });

  it('is not made of settings that are wrong', async () => {
    app = await renderApp();
    app.controller.settings.set('epochs', '0');
    await expect.element(button).toBeDisabled();
  });
});
