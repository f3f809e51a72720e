/**
 * WGSL kernels are files with holes. A compiler for shaders keeps an array in registers only when each index
 * is known, so loops over a thread's own rows and columns are written out here, before WGSL sees them:
 *
 *   ${NAME}              a constant
 *   //#for i COUNT       the lines up to its //#end, COUNT times, `$i` being 0, 1, …  (COUNT: number or constant)
 *   //#if NAME           the lines up to its //#end, when the constant is not 0
 *   //#call              where the declarations go, when they are not to come first
 *
 * What is baked in is part of the source's key, so that no shape can meet another one's pipeline.
 */
import type { ScalarKind, Signature } from '../signature.ts';

export type Constants = Readonly<Record<string, number | string>>;

/** A shader and the key that it is cached by. */
export interface Source<I extends string = string, O extends string = string, S extends string = string> {
  readonly key: string;
  readonly signature: Signature<I, O, S>;
  code(): string;
}

/**
 * A shader of a text without declarations: they are written from its signature. Scalars are the fields of `call`.
 *
 * @param signature one for each text
 * @param elements types of bindings that are not of single numbers
 */
export function wgsl<I extends string, O extends string, S extends string>(
  signature: Signature<I, O, S>,
  text: string,
  constants: Constants = {},
  elements: Partial<Record<I | O, string>> = {},
): Source<I, O, S> {
  const declared = declarations(signature, elements);
  return {
    key: `${signature.name} ${JSON.stringify(constants)}`,
    signature,
    code: () =>
      expand(text.includes(callMark) ? text.replace(callMark, declared) : `${declared}\n${text}`, constants),
  };
}

const callMark = '//#call';

const scalarTypes: Record<ScalarKind, string> = {
  size: 'u32',
  signed: 'i32',
  bits: 'u32',
  flag: 'u32',
  float: 'f32',
};

function declarations(
  { inputs, outputs, scalars, constants = {} }: Signature,
  elements: Readonly<Record<string, string | undefined>>,
): string {
  const fields = Object.entries(scalars).map(([name, kind]) => `${name}: ${scalarTypes[kind]}`);
  const bindings = [
    ['uniform', 'call', 'Call'],
    ...Object.entries(inputs).map(([name, kind]) => {
      const element = elements[name] ?? (kind === 'int' ? 'i32' : 'f32');
      return ['storage, read', name, `array<${element}>`];
    }),
    ...outputs.map((name) => ['storage, read_write', name, `array<${elements[name] ?? 'f32'}>`]),
  ];
  return [
    `struct Call { ${fields.join(', ')} }`,
    ...bindings.map(([space, name, type], i) => `@group(0) @binding(${i}) var<${space}> ${name}: ${type};`),
    ...Object.entries(constants).map(([name, value]) => `const ${name} = ${value}u;`),
  ].join('\n');
}

/** @throws {RangeError} for an unknown constant or a directive without its end */
export function expand(text: string, constants: Constants): string {
  const lines = text
    .replace(/\$\{(\w+)\}/g, (_, name: string) => String(constant(name, constants)))
    .split('\n');
  return expandLines(lines, constants).join('\n');
}

function constant(name: string, constants: Constants): number | string {
  const value = constants[name];
  if (value === undefined) throw new RangeError(`This kernel needs the constant ${name}.`);
  return value;
}

const directive = /^\s*\/\/#(for|if|end)\b\s*(\S*)\s*(\S*)/;

function expandLines(lines: readonly string[], constants: Constants): string[] {
  const out: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const [, kind, first, second] = directive.exec(lines[at]) ?? [];
    if (!kind) {
      out.push(lines[at]);
      continue;
    }
    const end = blockEnd(lines, at);
    const block = lines.slice(at + 1, end);
    if (kind === 'if' && constant(first, constants) !== 0) out.push(...expandLines(block, constants));
    if (kind === 'for') out.push(...repeat(block, first, countOf(second, constants), constants));
    at = end;
  }
  return out;
}

function countOf(word: string, constants: Constants): number {
  return Number(/^\d+$/.test(word) ? word : constant(word, constants));
}

function repeat(block: readonly string[], variable: string, count: number, constants: Constants): string[] {
  const rounds = Array.from({ length: count }, (_, index) =>
    expandLines(
      block.map((line) => line.replaceAll(`$${variable}`, String(index))),
      constants,
    ),
  );
  return rounds.flat();
}

function blockEnd(lines: readonly string[], start: number): number {
  let depth = 0;
  for (let at = start; at < lines.length; at++) {
    const kind = directive.exec(lines[at])?.[1];
    if (kind) depth += kind === 'end' ? -1 : 1;
    if (depth === 0) return at;
  }
  throw new RangeError(`A kernel's directive has no end: ${lines[start].trim()}`);
}
