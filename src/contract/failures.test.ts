import { describe, expect, it } from 'vitest';
import { failureKind, failures } from './failures.ts';
import type { FailureCode } from './failures.ts';

const codes = Object.keys(failures) as FailureCode[];

describe('failures', () => {
  it('try elsewhere what would fail in the same way', () => {
    const others = codes.filter((code) => failureKind(code).retry.startsWith('other'));
    expect(others).toHaveLength(3);
  });

  it('take a backend out of Automatic only where it fails the same way each time', () => {
    const excluding = codes.filter((code) => failureKind(code).excludesBackend);
    expect(excluding).toEqual(['kernel-invalid']);
    for (const code of excluding) expect(failureKind(code).retry).toBe('other-backend');
  });
});
