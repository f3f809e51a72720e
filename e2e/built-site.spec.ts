/** The built site's files, whichever browser opens them. */
import { expect, test } from '@playwright/test';
import { chunkNames, syntaxOf } from './site-files.ts';

/** WebKit evaluates a module worker's entry a second time when another chunk imports it. */
test('no chunk imports a worker’s entry', () => {
  const chunks = new Map(chunkNames().map((name) => [name, syntaxOf(name)]));
  const entries = new Set([...chunks.values()].flatMap(({ workers }) => workers));
  const plainNames = [...entries].map((name) => name.replace(/-.*/, ''));
  expect(plainNames.toSorted()).toEqual(['pool.worker', 'trainer.worker']);
  for (const [name, { imports, hasExports }] of chunks) {
    // Otherwise this test would not see what the browser loads.
    for (const one of imports) expect([...chunks.keys()], `${name} imports ${one}`).toContain(one);
    const imported = imports.filter((one) => entries.has(one));
    expect(imported, `the workers’ entries that ${name} imports`).toEqual([]);
    if (entries.has(name)) expect(hasExports, `${name} exports something`).toBe(false);
  }
});
