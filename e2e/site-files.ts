/** What the built site consists of, read from its files. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst } from 'vite';

/** Where Playwright's configuration has the site built. */
export const site = '.cache/e2e-site';

const assets = join(site, 'assets');

export const indexHtml = (): string => readFileSync(join(site, 'index.html'), 'utf8');

/** The files of each part of the page that is loaded lazily, as the page itself has them. */
export function lazyParts(): Record<string, string[]> {
  const [, written = '{}'] = /<meta name="lazy-parts" content="([^"]*)"/.exec(indexHtml()) ?? [];
  return JSON.parse(written.replaceAll('&quot;', '"')) as Record<string, string[]>;
}

/** The packages that the chunks' source maps name. */
export function packagesInMaps(): string[] {
  const maps = readdirSync(assets).filter((name) => name.endsWith('.js.map'));
  const sources = maps.flatMap(
    (name) => (JSON.parse(readFileSync(join(assets, name), 'utf8')) as { sources: string[] }).sources,
  );
  const names = sources.flatMap((path) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []);
  return [...new Set(names)];
}

/** The names of all chunks, workers' entries among them. */
export function chunkNames(): string[] {
  return readdirSync(assets).filter((name) => name.endsWith('.js'));
}

const chunkText = (name: string): string => readFileSync(join(assets, name), 'utf8');

interface Node {
  type: string;
  source?: Node | null;
  callee?: { type: string; name?: string };
  value?: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

function* nodesOf(value: unknown): Generator<Node> {
  if (Array.isArray(value)) {
    for (const item of value) yield* nodesOf(item);
  } else if (isNode(value)) {
    yield value;
    for (const child of Object.values(value)) yield* nodesOf(child);
  }
}

/** What is written in a string or a template without holes. */
function textOf({ type, value }: Node): string | null {
  if (type === 'Literal' && typeof value === 'string') return value;
  if (type !== 'TemplateElement') return null;
  return (value as { cooked: string | null }).cooked;
}

const lastPart = (path: string) => path.split('/').at(-1) ?? '';

const importing = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
]);

export interface ChunkSyntax {
  /** The names of the chunks that it imports or exports from, at its start or later. */
  imports: string[];
  /** The names of the chunks that it starts workers from. */
  workers: string[];
  hasExports: boolean;
}

/** @throws {Error} when an import or a worker names something that only shows while the chunk runs */
export function syntaxOf(name: string): ChunkSyntax {
  const nodes = [...nodesOf(parseAst(chunkText(name)))];
  function namedIn(value: unknown): string {
    const texts = [...nodesOf(value)].map(textOf).filter((text) => text?.endsWith('.js'));
    if (texts.length !== 1) throw new Error(`${name} loads something whose name is not written down.`);
    return lastPart(texts[0] ?? '');
  }
  const isWorker = ({ type, callee }: Node) => type === 'NewExpression' && callee?.name === 'Worker';
  return {
    imports: nodes.filter(({ type, source }) => importing.has(type) && source).map((n) => namedIn(n.source)),
    workers: nodes.filter(isWorker).map(namedIn),
    hasExports: nodes.some(({ type }) => type.startsWith('Export')),
  };
}
