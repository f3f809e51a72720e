/**
 * Writes the order of the cascade layers at the head of every built stylesheet. A browser takes the order in which it
 * meets the layers' names, and the build joins and links stylesheets by what imports them: whichever comes first must
 * say the order itself.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const styles = resolve(import.meta.dirname, '../../src/app/styles/index.css');

/**
 * @param {string} css
 * @returns {string} its statement, as in "@layer base, panels;"
 * @throws {Error} when it has none
 */
function layerStatement(css) {
  const found = /^@layer [\w, ]+;/m.exec(css);
  if (!found) throw new Error('src/app/styles/index.css does not say the order of its layers.');
  return found[0];
}

/** @returns {import('vite').Plugin} */
export function stateLayerOrder() {
  return {
    name: 'state-layer-order',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const statement = layerStatement(readFileSync(styles, 'utf8'));
        for (const output of Object.values(bundle)) {
          if (output.type !== 'asset' || !output.fileName.endsWith('.css')) continue;
          output.source = `${statement}${String(output.source)}`;
        }
      },
    },
  };
}
