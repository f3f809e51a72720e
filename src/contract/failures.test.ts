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
    for (const code of codes) {
      const { advice, retry } = failureKind(code);
      if (retry.startsWith('other')) expect(advice).not.toMatch(/try again/i);
    }
  });

  it('take a backend out of Automatic only where it fails the same way each time', () => {
    for (const code of codes) {
      const { excludesBackend, retry } = failureKind(code);
      if (excludesBackend) expect(retry).toBe('other-backend');
    }
  });
});
