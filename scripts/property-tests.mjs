import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The tests that try random examples, of those whose paths are chosen.
 *
 * @param {string} root the project's folder
 * @param {readonly string[]} folders within it
 * @returns {string[]} paths from the root, with `/`
 */
export function propertyTests(root, folders) {
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((path) => /\.test\.tsx?$/.test(path))
        .map((path) => `${folder}/${path.replaceAll('\\', '/')}`),
    )
    .filter((path) => readFileSync(join(root, path), 'utf8').includes("from 'fast-check'"));
}
