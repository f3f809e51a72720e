import { describe, expect, it } from 'vitest';
import { failureKind, failures, withAdvice } from './failures.ts';
import type { FailureCode } from './failures.ts';

const codes = Object.keys(failures) as FailureCode[];

describe('failures', () => {
  it.each(codes)('%s: its advice is one sentence that can follow another', (code) => {
    const { advice } = failureKind(code);
    expect(advice === '' || /^[A-Z][^.]*\.$/.test(advice)).toBe(true);
    expect(withAdvice(code, 'It broke.')).toBe(advice === '' ? 'It broke.' : `It broke. ${advice}`);
  });

  it('never advise to try again what would fail in the same way', () => {
    const others = codes.filter((code) => failureKind(code).retry.startsWith('other'));
    expect(others).toHaveLength(3);
    for (const code of others) expect(failureKind(code).advice).not.toMatch(/try again/i);
  });

  it('take a backend out of Automatic only where it fails the same way each time', () => {
    const excluding = codes.filter((code) => failureKind(code).excludesBackend);
    expect(excluding).toEqual(['kernel-invalid']);
    for (const code of excluding) expect(failureKind(code).retry).toBe('other-backend');
  });
});
