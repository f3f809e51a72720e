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

const isForDevelopers = (node: Node) =>
  node.type.startsWith('Import') ||
  node.type === 'TSLiteralType' ||
  (/^(New|Call)Expression$/.test(node.type) && developers.has(calleeName(node)));

/** What `find` finds in the nodes of a file, as line and text; none in those that are skipped, or under the name `but`. */
function textsIn(
  [path, source]: [string, string],
  find: (node: Node) => string | null,
  isSkipped: (node: Node) => boolean = () => false,
  but = '',
): string[] {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (!isNode(value) || isSkipped(value)) return;
    const text = find(value);
    if (text !== null) found.push(`${source.slice(0, value.start).split('\n').length}: ${text}`);
    for (const [name, child] of Object.entries(value)) if (name !== but) visit(child);
  };
  visit(parseAst(source, { lang: path.endsWith('x') ? 'tsx' : 'ts' }));
  return found;
}

/** The text of a node that holds such a text. */
const textThat = (isWanted: (text: string) => boolean) => (node: Node) => {
  const text = textOf(node);
  return text !== null && isWanted(text) ? text : null;
};

/** The sentences in a file. */
const straysIn = (path: string, source: string) =>
  textsIn([path, source], textThat(isSentence), isForDevelopers);

/** What the user reads of a setting or a choice: no sentence, and words of a language all the same. */
const labels = new Set(['label', 'help', 'title', 'short', 'unit']);

/** The texts in a file under such names. */
const labelsIn = (path: string, source: string) =>
  textsIn([path, source], ({ type, key, value }) =>
    type === 'Property' &&
    isNode(value) &&
    isNode(key) &&
    typeof key.name === 'string' &&
    labels.has(key.name)
      ? textOf(value)
      : null,
  );

/** Two words in a row, or a word beside a value: no path, flag or code. */
const piece = /(?<![-\p{L}])\p{L}{2,}[,:;.”)]* +[“(]?(\p{L}|…)|…[,:;.”)]* +[“(]?\p{L}{2,}/u;

/** Names are the same in every language; so is a command that is saved, to be typed another time. */
const names = /^(IMDB Dataset\.csv|PyTorch (CUDA|…)|npm run [^\n]+)$/;

/** The texts that a command prints: pieces of a line, too. */
const printedIn = (source: string) =>
  textsIn(
    ['', source],
    textThat((text) => piece.test(text) && !names.test(text)),
    isForDevelopers,
    'key',
  );

const files = ['src/contract', 'src/model', 'src/workers', 'src/storage', 'src/app', 'cli', 'bench'].flatMap(
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

describe('what commands print', () => {
  const commands = files.filter((path) => /^(cli|bench)\//.test(path));

  test('stands in the catalogue, pieces of a line too', () => {
    expect(commands.length).toBeGreaterThan(40);
    const strays = commands.flatMap((path) =>
      printedIn(readFileSync(join(root, path), 'utf8')).map((stray) => `${path}:${stray}`),
    );
    expect(strays).toEqual([]);
  });

  test.each([
    "lines.push('  without an answer');",
    'console.log(`${rows} rows`);',
    'const line = `seed ${seed}`;',
    'const usage = `npm run it -- FILE\n\n  --json   one JSON object`;',
    'const over = `${mean} (${low} to ${high})`;',
  ])('%s would be one', (line) => {
    expect(printedIn(line)).toHaveLength(1);
  });

  test.each([
    'const path = join(folder, `${name}.part`);',
    'const flag = `--${flagOf(name)} ${value}`;',
    "const other = { 'mac roman': 'macintosh' };",
    'const line = `${name.padEnd(8)}  ${percent(share)}`;',
  ])('%s would be none', (line) => {
    expect(printedIn(line)).toEqual([]);
  });
});

/** Those of some files that import what matches. */
const importers = (paths: readonly string[], name: RegExp) =>
  paths.filter((path) =>
    readFileSync(join(root, path), 'utf8')
      .split('\n')
      .some((line) => /\bfrom '|\bimport\('/.test(line) && name.test(line)),
  );

describe('the language', () => {
  test('is unknown to the model and the workers: they know codes and no sentences', () => {
    const below = files.filter((path) => /^src\/(model|workers|storage)\//.test(path));
    expect(importers(below, /messages\/en\//)).toEqual([]);
  });

  test('of the command line is chosen in one file', () => {
    const commands = files.filter((path) => path.startsWith('cli/'));
    expect(importers(commands, /messages\/en\//)).toEqual(['cli/language.ts']);
  });

  test('of commands is nothing that the page loads', () => {
    const english = readdirSync(join(root, 'src/contract/messages/en')).map(
      (name) => `src/contract/messages/en/${name}`,
    );
    const page = [...files, ...english].filter((path) => /^src\/(?!.*\/cli[^/]*\.ts$)/.test(path));
    expect(page.length).toBeGreaterThan(200);
    expect(importers(page, /\/(cli(-\w+)?|bench)\.ts'/)).toEqual([]);
  });
});
