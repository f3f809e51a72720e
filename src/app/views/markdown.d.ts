/** A page of `docs/`, as `scripts/site/markdown.mjs` renders it. */
declare module '*.md?html' {
  const html: string;
  export default html;
}
