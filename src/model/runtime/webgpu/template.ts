/**
 * WGSL kernels are files with holes. A compiler for shaders keeps an array in registers only when each index
 * is known, so loops over a thread's own rows and columns are written out here, before WGSL sees them:
 *
 *   ${NAME}              a constant
 *   //#for i COUNT       the lines up to its //#end, COUNT times, `$i` being 0, 1, …  (COUNT: number or constant)
 *   //#if NAME           the lines up to its //#end, when the constant is not 0
 *
 * What is baked in is part of the source's key, so that no shape can meet another one's pipeline.
 */
export type Constants = Readonly<Record<string, number | string>>;

/** A shader and the key that it is cached by. */
export interface Source {
  readonly key: string;
  code(): string;
}

/** @param name of the kernel, one for each text */
export function wgsl(name: string, text: string, constants: Constants = {}): Source {
  return { key: `${name} ${JSON.stringify(constants)}`, code: () => expand(text, constants) };
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
