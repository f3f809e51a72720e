/** Pages of `docs/` as a part of the page: `import html from '…/lstm.md?html'` gives one as HTML, made when it is built. */
import { readFile } from 'node:fs/promises';
import { marked } from 'marked';

const ending = '.md?html';

/** @param {string} text Markdown @returns {string} HTML */
const renderMarkdown = (text) => marked.parse(text, { async: false });

/** @returns {import('vite').Plugin} */
export function markdownAsHtml() {
  return {
    name: 'markdown-as-html',
    enforce: 'pre',
    async load(id) {
      if (!id.endsWith(ending)) return null;
      const path = id.slice(0, -'?html'.length);
      this.addWatchFile(path);
      return {
        code: `export default ${JSON.stringify(renderMarkdown(await readFile(path, 'utf8')))};`,
        map: null,
      };
    },
  };
}
