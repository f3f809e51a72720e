/** Every op of the registry has what each backend needs of it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { jobs } from '../backends/wasm/jobs.ts';
import type { Signature } from '../runtime/signature.ts';
import { functionOf } from '../runtime/wasm/jobs.ts';
import { kernelsOf, opNames, ops } from './registry.ts';
import type { KernelFile } from './registry.ts';

const namesOf = (files: Record<string, KernelFile>) => kernelsOf(files).map(({ name }) => name);
const signatures = opNames.flatMap((op): readonly Signature[] => ops[op].kernels);
const all = signatures.map(({ name }) => name);

describe('the registry of ops', () => {
  it('lists every folder that has a signature', () => {
    const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    const withSignature = folders.filter(
      ({ name }) =>
        readdirSync(join(import.meta.dirname, name)).includes('signature.ts') && name !== 'helpers',
    );
    expect(withSignature.map(({ name }) => name).toSorted()).toEqual([...opNames].toSorted());
  });

  it('names each kernel and each job once', () => {
    expect(new Set(all).size).toBe(all.length);
    expect(new Set(jobs.map(functionOf)).size).toBe(jobs.length);
  });

  it('has a kernel in WebAssembly and one of builtin ops for every signature', () => {
    const wasm = namesOf(import.meta.glob<KernelFile>('./*/wasm.ts', { eager: true }));
    const fallback = namesOf(import.meta.glob<KernelFile>('./*/fallback.ts', { eager: true }));
    expect(wasm).toEqual(all);
    expect(fallback).toEqual(all);
  });

  it('numbers the jobs as the compiled kernels do', () => {
    const source = readFileSync(join(import.meta.dirname, '../../../.cache/kernels/jobs.ts'), 'utf8');
    const cases = [...source.matchAll(/case (\d+): return (\w+)\(/g)].map(([, number, name]) => [
      number,
      name,
    ]);
    expect(cases).toEqual(jobs.map((job, i) => [String(i + 1), functionOf(job)]));
  });
});
