import { describe, expect, it } from 'vitest';
import { failureKind, failures, type FailureCode } from '../../failures.ts';
import { advice } from './failures.ts';
import { withAdvice } from './say.ts';

const codes = Object.keys(failures) as FailureCode[];

describe('the advice of a failure', () => {
  it.each(codes)('%s: is one sentence that can follow another', (code) => {
    const told = { code: 'failed', detail: 'It broke.' } as const;
    expect(advice(code) === '' || /^[A-Z][^.]*\.$/.test(advice(code))).toBe(true);
    expect(withAdvice(code, told)).toBe(`It broke. ${advice(code)}`.trim());
  });

  it('never asks to try again what would fail in the same way', () => {
    const others = codes.filter((code) => failureKind(code).retry.startsWith('other'));
    for (const other of others) expect(advice(other)).not.toMatch(/try again/i);
  });

  it('gives way to that of what happened, so that the two can’t contradict each other', () => {
    expect(withAdvice('worker-died', { code: 'worker-silent-reading', file: 'a.csv' })).toMatch(
      /while it read “a.csv”\. Your data and settings are still here: try again without that, or with a part of it\.$/,
    );
  });
});
