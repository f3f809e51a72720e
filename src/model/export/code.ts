/** The runnable files of a bundle: programs that stand in `templates/` as they are written out. */
import { concat } from '../bytes.ts';
import { base64, utf8 } from './bytes.ts';
import type { FileName } from '../../contract/bundle.ts';

const templates = import.meta.glob<string>('./templates/*', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/**
 * A program as it stands in `templates/`.
 * @throws {RangeError} when there is none of that name
 */
export function templateOf(name: FileName): string {
  const text = templates[`./templates/${name}`];
  if (text === undefined) throw new RangeError(`There is no template ${name}.`);
  return text;
}

export const predictingFiles = [
  'forget-gate.mjs',
  'markup.mjs',
  'table.mjs',
  'predict.mjs',
  'forget_gate.py',
  'markup.py',
  'table.py',
  'predict.py',
  'model.py',
] as const;

/** These need golden.json. */
export const verifyingFiles = ['verify.mjs', 'verify.py', 'verify_torch.py'] as const;

export const trainingFiles = ['forget_gate.py', 'markup.py', 'model.py', 'train.py'] as const;

/** JSON that may stand in a `script` element: `<` could end it. */
function scriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

/**
 * `predict.html`: one file that needs no other, and no network.
 * @param weights the bytes of `model.safetensors`
 */
export function predictPage(
  settings: object,
  vocabulary: readonly string[],
  weights: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const values: Record<string, string> = {
    '"%settings%"': scriptJson(settings),
    '"%vocabulary%"': scriptJson(vocabulary),
    '/* %code% */': templateOf('forget-gate.mjs'),
    '/* %markup% */': templateOf('markup.mjs'),
    '/* %table% */': templateOf('table.mjs'),
  };
  const fill = (part: string) =>
    // One pass: what was put in is not looked through again.
    part.replace(/"%settings%"|"%vocabulary%"|\/\* %(?:code|markup|table)% \*\//g, (hole) => values[hole]);
  const [before, after] = templateOf('predict.html').split('%weights%');
  return concat([utf8(fill(before)), base64(weights), utf8(fill(after))]);
}
