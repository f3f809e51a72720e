/** The packages that the page and its workers import, for the development server to bundle before the first visit. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** What is imported of them besides their main entry. */
const inside = [
  '@noble/hashes/sha2.js',
  '@noble/hashes/utils.js',
  'hyparquet/src/column.js',
  'hyparquet/src/datapage.js',
  'hyparquet/src/delta.js',
  'hyparquet/src/encoding.js',
  'hyparquet/src/schema.js',
  'react-dom/client',
  'react/jsx-dev-runtime',
  'react/jsx-runtime',
  'zustand/vanilla',
];

/**
 * What Vite would otherwise find late, and answer by reloading the page.
 *
 * @type {string[]}
 */
export const sitePackages = [
  ...Object.keys(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).dependencies),
  ...inside,
];
