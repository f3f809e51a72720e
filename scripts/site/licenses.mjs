/** Collects the licences of what is bundled into one file of the site, `licenses.txt`. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** Modules that are not a package's own files, and the package that their code comes from. */
const written = [
  { start: '\0rolldown', from: 'rolldown' },
  { start: '\0vite', from: 'vite' },
  // The kernels hold parts of AssemblyScript's library.
  { start: join(root, '.cache/kernels'), from: 'assemblyscript' },
];

/** @param {string} id a module's @returns {string | null} the folder of its package; null: it is ours */
function packageFolder(id) {
  const path = id.replaceAll('\\', '/');
  const found = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path);
  if (found) return found[1] ?? null;
  const maker = written.find(({ start }) => id.startsWith(start));
  return maker ? join(root, 'node_modules', maker.from) : null;
}

/**
 * @typedef {object} Licence
 * @property {string} title name, version and the licence's short name
 * @property {string} source where the package's code is
 * @property {string} spdx
 * @property {string} text empty where the package ships none
 */

/** @param {string} folder @returns {Licence} */
function licenceOf(folder) {
  const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice)(\.|-|$)/i.test(name));
  const { name, version, license, repository, homepage } = about;
  return {
    title: `${name} ${version} (${license})`,
    source: repository?.url ?? repository ?? homepage ?? '',
    spdx: String(license),
    text: files
      .toSorted()
      .map((file) => readFileSync(join(folder, file), 'utf8').trim())
      .join('\n\n'),
  };
}

/**
 * One text for all packages. A package that names its licence and ships no text gets that of another package with the
 * same licence: only of Apache-2.0, whose text names nobody.
 *
 * @param {Licence[]} licences
 * @throws {Error} when a package has no text
 */
function licencesText(licences) {
  const apache = licences.find(({ spdx, text }) => spdx === 'Apache-2.0' && text !== '')?.text;
  const sorted = licences.toSorted((a, b) => (a.title < b.title ? -1 : 1));
  /** @type {Map<string, string[]>} */
  const byText = new Map();
  for (const { title, source, spdx, text } of sorted) {
    const whole = text || (spdx === 'Apache-2.0' ? apache : undefined);
    if (!whole) throw new Error(`${title} ships no licence text: see whether it may be bundled.`);
    byText.set(whole, [...(byText.get(whole) ?? []), source ? `${title}\n  ${source}` : title]);
  }
  const parts = [...byText].map(([text, titles]) => `${titles.join('\n')}\n\n${text}\n`);
  const intro = 'The software of others in this site, and its licences.\n';
  return [intro, ...parts].join(`\n${'-'.repeat(80)}\n\n`);
}

/**
 * @returns {{ page: import('vite').Plugin, worker: () => import('vite').Plugin }} one for the page's bundle, one for
 *   the workers', which are made first
 */
export function collectLicences() {
  /** @type {Set<string>} */
  const folders = new Set();
  /** @param {import('vite').Rolldown.OutputBundle} bundle */
  function note(bundle) {
    for (const output of Object.values(bundle)) {
      if (output.type !== 'chunk') continue;
      for (const id of Object.keys(output.modules)) {
        const folder = packageFolder(id);
        if (folder) folders.add(folder);
      }
    }
  }
  return {
    page: {
      name: 'licences',
      apply: 'build',
      generateBundle(_, bundle) {
        note(bundle);
        const source = licencesText([...folders].map(licenceOf));
        this.emitFile({ type: 'asset', fileName: 'licenses.txt', source });
      },
    },
    worker: () => ({ name: 'licences-of-workers', generateBundle: (_, bundle) => note(bundle) }),
  };
}
