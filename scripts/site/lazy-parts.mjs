/**
 * Writes into the built page which files each of its lazy parts consists of, so that the page can fetch them before it
 * imports them: a browser that failed to import a module once never tries again.
 */
import { relative, resolve } from 'node:path';

const app = resolve(import.meta.dirname, '../../src/app');

/** @typedef {import('vite').Rolldown.OutputBundle} OutputBundle */
/** @typedef {import('vite').Rolldown.OutputChunk} OutputChunk */

/** @param {OutputBundle} bundle @param {string} name @returns {Set<string>} with all that it imports at its start */
function filesOf(bundle, name) {
  const files = new Set([name]);
  for (const file of files) {
    const chunk = bundle[file];
    if (chunk?.type !== 'chunk') continue;
    for (const imported of chunk.imports) files.add(imported);
    for (const style of chunk.viteMetadata?.importedCss ?? []) files.add(style);
  }
  return files;
}

/**
 * By a part's module, relative to `src/app`: its files beyond those that the page starts with.
 *
 * @param {OutputBundle} bundle
 * @param {(id: string) => boolean} isLazy whether some module imports this one by `import()`
 * @returns {Record<string, string[]>}
 */
function lazyPartsOf(bundle, isLazy) {
  const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
  const entries = chunks.filter((chunk) => chunk.isEntry);
  const first = new Set(entries.flatMap((chunk) => [...filesOf(bundle, chunk.fileName)]));
  /** @type {Record<string, string[]>} */
  const parts = {};
  for (const chunk of chunks) {
    const files = [...filesOf(bundle, chunk.fileName)].filter((file) => !first.has(file));
    for (const id of chunk.moduleIds) {
      const name = relative(app, id).replaceAll('\\', '/');
      if (!name.startsWith('..') && isLazy(id)) parts[name] = files;
    }
  }
  return parts;
}

/** @returns {import('vite').Plugin} */
export function listLazyParts() {
  /** @type {Set<string>} */
  const lazy = new Set();
  return {
    name: 'list-lazy-parts',
    apply: 'build',
    buildStart: () => lazy.clear(),
    moduleParsed: ({ dynamicallyImportedIds }) => dynamicallyImportedIds.forEach((id) => lazy.add(id)),
    transformIndexHtml: {
      order: 'post',
      handler: (_, { bundle }) => {
        const parts = lazyPartsOf(bundle ?? {}, (id) => lazy.has(id));
        return [
          { tag: 'meta', attrs: { name: 'lazy-parts', content: JSON.stringify(parts) }, injectTo: 'head' },
        ];
      },
    },
  };
}
