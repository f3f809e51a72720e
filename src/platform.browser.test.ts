import { afterEach, expect, it, vi } from 'vitest';
import { copyText, randomId, sharedLocks, storageEstimate, threadObstacle } from './platform.ts';

afterEach(() => vi.unstubAllGlobals());

/** The browser as it is for a page that came over plain HTTP from another machine. */
function makeInsecure(): void {
  const { userAgent, hardwareConcurrency } = navigator;
  vi.stubGlobal('navigator', { userAgent, hardwareConcurrency });
  vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) });
  vi.stubGlobal('isSecureContext', false);
  vi.stubGlobal('crossOriginIsolated', false);
}

it('makes ids that never come again, in either kind of context', () => {
  const form = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  expect(randomId()).toMatch(form);
  makeInsecure();
  const ids = Array.from({ length: 1_000 }, randomId);
  for (const id of ids) expect(id).toMatch(form);
  expect(new Set(ids).size).toBe(1_000);
});

it('has locks in either kind of context', async () => {
  expect(sharedLocks()).toBe(navigator.locks);
  makeInsecure();
  const { signal } = new AbortController();
  expect(await sharedLocks()?.request('a', { signal }, () => Promise.resolve(1))).toBe(1);
});

it('knows no room where the browser does not say', async () => {
  expect((await storageEstimate())?.quota).toBeGreaterThan(0);
  makeInsecure();
  expect(await storageEstimate()).toBeNull();
});

it('copies by a selection where there is no clipboard, and gives the focus back', async () => {
  makeInsecure();
  const button = document.createElement('button');
  document.body.append(button);
  button.focus();
  let copied = '';
  const command = vi.spyOn(document, 'execCommand').mockImplementation((name) => {
    copied = `${name}: ${getSelection()?.toString() ?? ''}`;
    return true;
  });
  expect(await copyText('a link')).toBe(true);
  expect(copied).toBe('copy: a link');
  expect(document.activeElement).toBe(button);
  expect(document.querySelector('textarea')).toBeNull();
  command.mockReturnValue(false);
  expect(await copyText('a link')).toBe(false);
  command.mockRestore();
  button.remove();
});

it('says why there is one thread', () => {
  vi.stubGlobal('crossOriginIsolated', true);
  expect(threadObstacle()).toBeNull();
  vi.stubGlobal('crossOriginIsolated', false);
  expect(threadObstacle()).toBe('not-isolated');
  makeInsecure();
  expect(threadObstacle()).toBe('insecure');
});
