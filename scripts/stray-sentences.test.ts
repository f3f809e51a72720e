/** Sentences for the user stand in the catalogue of messages: nowhere else in what learns, works, stores, shows or is typed. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst } from 'vite';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

/** Where sentences may stand, and why. */
const documents: { path: RegExp; why: string }[] = [
  { path: /\.test\.tsx?$|\/testing\/|\/testing\.ts$|-testing\.ts$|\/parity\//, why: 'tests' },
  { path: /\/assembly\//, why: 'kernels, written in another language' },
  {
    path: /^src\/model\/export\/(templates\/|card\.ts|cells\.ts|golden\.ts|tokenizer-rules\.ts)/,
    why: 'files of a bundle',
  },
  { path: /^src\/contract\/messages\/en\//, why: 'the catalogue' },
  { path: /^src\/model\/ops\//, why: 'names of kernels, and source code of kernels' },
  { path: /^cli\//, why: 'the edge of the command line: what it prints itself' },
];

/** Calls whose text is for developers: errors of ours, which the user sees as “something went wrong”. */
const developers = new Set(['Error', 'RangeError', 'TypeError', 'LazyFailure', 'refuse', 'StorageFailure']);

interface Node {
  type: string;
  start: number;
  [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

function calleeName({ callee }: Node): string {
  // What a class of errors says of itself.
  if (isNode(callee) && callee.type === 'Super') return 'Error';
  return isNode(callee) && typeof callee.name === 'string' ? callee.name : '';
}

/** A whole sentence, or at least four words that begin like one. */
function isSentence(text: string): boolean {
  const words = text.trim().split(/\s+/);
  if (!/^[A-Z“‘]\S* /.test(text.trim()) || /[<>{}=;@|]|--|\n/.test(text)) return false;
  return /[.?!…]$/.test(text.trim())
    ? words.length >= 3
    : words.length >= 4 && /[a-z] [a-z]+ [a-z]/.test(text);
}

function textOf(node: Node): string | null {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : null;
  if (node.type !== 'TemplateLiteral' || !Array.isArray(node.quasis)) return null;
  return node.quasis.map((part: { value: { cooked: string | null } }) => part.value.cooked ?? '').join('…');
}

/** The sentences in a file, as line and text. */
function straysIn(path: string, source: string): string[] {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (!isNode(value)) return;
    if (value.type.startsWith('Import') || value.type === 'TSLiteralType') return;
    if (/^(New|Call)Expression$/.test(value.type) && developers.has(calleeName(value))) return;
    const text = textOf(value);
    if (text !== null && isSentence(text))
      found.push(`${source.slice(0, value.start).split('\n').length}: ${text}`);
    for (const child of Object.values(value)) visit(child);
  };
  visit(parseAst(source, { lang: path.endsWith('x') ? 'tsx' : 'ts' }));
  return found;
}

/** What the user reads of a setting or a choice: no sentence, and words of a language all the same. */
const labels = new Set(['label', 'help', 'title', 'short', 'unit']);

/** The texts in a file under such names, as line and text. */
function labelsIn(path: string, source: string): string[] {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (!isNode(value)) return;
    const { key } = value;
    const text = value.type === 'Property' && isNode(value.value) ? textOf(value.value) : null;
    if (isNode(key) && typeof key.name === 'string' && labels.has(key.name) && text !== null)
      found.push(`${source.slice(0, value.start).split('\n').length}: ${text}`);
    for (const child of Object.values(value)) visit(child);
  };
  visit(parseAst(source, { lang: path.endsWith('x') ? 'tsx' : 'ts' }));
  return found;
}

const files = ['src/contract', 'src/model', 'src/workers', 'src/storage', 'src/app', 'cli'].flatMap(
  (folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name).replaceAll('\\', '/'))
      .filter((path) => /\.tsx?$/.test(path) && !documents.some((place) => place.path.test(path))),
);

describe('sentences outside of the catalogue', () => {
  test('there are none', () => {
    expect(files.length).toBeGreaterThan(200);
    const strays = files.flatMap((path) =>
      straysIn(path, readFileSync(join(root, path), 'utf8')).map((stray) => `${path}:${stray}`),
    );
    expect(strays).toEqual([]);
  });

  test('nor are there labels in what page, model and command line agree on', () => {
    const contract = files.filter((path) => path.startsWith('src/contract/'));
    expect(contract.length).toBeGreaterThan(20);
    const strays = contract.flatMap((path) =>
      labelsIn(path, readFileSync(join(root, path), 'utf8')).map((stray) => `${path}:${stray}`),
    );
    expect(strays).toEqual([]);
    expect(labelsIn('planted.ts', "const cell = { kind: 'choice', label: 'Cell' };")).toEqual(['1: Cell']);
  });

  test.each([
    "throw new InputError('The file is empty. Choose another one.');",
    'const note = `The column “${name}” is empty.`;',
    "const what = { effect: 'They count more often than others' };",
    "export const View = () => <p title={'Choose a dataset first.'} />;",
  ])('%s would be one', (line) => {
    expect(straysIn('planted.tsx', line)).toHaveLength(1);
  });

  test('what developers read is none', () => {
    expect(straysIn('planted.ts', "throw new RangeError('The tensors do not fit each other.');")).toEqual([]);
  });
});

describe('the model and the workers', () => {
  test('know codes and no sentences', () => {
    const importing = files
      .filter((path) => /^src\/(model|workers|storage)\//.test(path))
      .filter((path) => /contract\/messages\/en\//.test(readFileSync(join(root, path), 'utf8')));
    expect(importing).toEqual([]);
  });
});
