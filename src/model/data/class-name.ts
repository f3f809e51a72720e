import type { ClassId } from '../../contract/dataset.ts';

export const plainNames = ['negative', 'positive'] as const;

/** A class in a sentence: "negative", or "negative (1, 2)" where the data's own name says more. */
export function className(of: ClassId, name: string): string {
  const plain = plainNames[of];
  const saysMore = !plain.startsWith(name.toLowerCase()) || name.length < 3;
  return saysMore ? `${plain} (${name})` : plain;
}
