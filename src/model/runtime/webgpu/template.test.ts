import { describe, expect, it } from 'vitest';
import { signature } from '../signature.ts';
import { expand, wgsl } from './template.ts';

describe('expand', () => {
  it('puts constants in and writes nested loops out', () => {
    const text = 'let n = ${N}u;\n//#for i N\n//#for j 2\na$i_$j += b$i;\n//#end\n//#end\nend';
    expect(expand(text, { N: 2 })).toBe(
      'let n = 2u;\na0_0 += b0;\na0_1 += b0;\na1_0 += b1;\na1_1 += b1;\nend',
    );
  });

  it('keeps or leaves out a conditional block', () => {
    const text = '//#if BIAS\nbias\n//#end\nrest';
    expect([expand(text, { BIAS: 1 }), expand(text, { BIAS: 0 })]).toEqual(['bias\nrest', 'rest']);
  });

  it('says which constant is missing', () => {
    expect(() => expand('${ROWS}', {})).toThrow('ROWS');
    expect(() => expand('//#for i ROWS\n//#end', {})).toThrow('ROWS');
  });

  it('refuses a directive without its end', () => {
    expect(() => expand('//#for i 2\nline', {})).toThrow('//#for i 2');
  });
});

describe('wgsl', () => {
  const named = (name: string) => signature({ name, inputs: {}, outputs: [], scalars: {} });

  it('has another key for every other constant', () => {
    const [a, b] = [named('a'), named('b')];
    const keys = [wgsl(a, '', { H: 1 }), wgsl(a, '', { H: 2 }), wgsl(b, '', { H: 1 })].map((s) => s.key);
    expect(new Set(keys).size).toBe(3);
  });

  it('declares what the signature names, in its order', () => {
    const sums = signature({
      name: 'sums',
      inputs: { ids: 'int', x: 'float' },
      outputs: ['sum'],
      scalars: { count: 'size', shift: 'signed', rate: 'float' },
      constants: { block: 64 },
    });
    expect(wgsl(sums, 'enable f16;\n//#call\nfn main() {}', {}, { x: 'vec4f' }).code().split('\n')).toEqual([
      'enable f16;',
      'struct Call { count: u32, shift: i32, rate: f32 }',
      '@group(0) @binding(0) var<uniform> call: Call;',
      '@group(0) @binding(1) var<storage, read> ids: array<i32>;',
      '@group(0) @binding(2) var<storage, read> x: array<vec4f>;',
      '@group(0) @binding(3) var<storage, read_write> sum: array<f32>;',
      'const block = 64u;',
      'fn main() {}',
    ]);
  });
});
