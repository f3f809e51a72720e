/** Phrases that many English sentences share. */
import type { ClassId } from '../../workers/protocol.ts';
import { count } from './format.ts';

export const plural = (value: number, one: string, many: string) =>
  `${count(value)} ${value === 1 ? one : many}`;
export const quoted = (text: string) => `“${text}”`;
export const reviews = (value: number) => plural(value, 'review', 'reviews');

export const plainNames = ['negative', 'positive'] as const;

/** A class in words, with the data's own name where that says more: "negative", "positive (4, 5)". */
export const className = (of: ClassId, name: string) => {
  const saysMore = !plainNames[of].startsWith(name.toLowerCase()) || name.length < 3;
  return saysMore ? `${plainNames[of]} (${name})` : plainNames[of];
};
