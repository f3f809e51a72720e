import { describe, expect, it } from 'vitest';
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
  it('has another key for every other constant', () => {
    const keys = [wgsl('a', '', { H: 1 }), wgsl('a', '', { H: 2 }), wgsl('b', '', { H: 1 })].map(
      (s) => s.key,
    );
    expect(new Set(keys).size).toBe(3);
  });
});
