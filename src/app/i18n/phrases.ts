/** Phrases that many English sentences share. */
import { count } from './format.ts';

export const plural = (value: number, one: string, many: string) =>
  `${count(value)} ${value === 1 ? one : many}`;
export const quoted = (text: string) => `“${text}”`;
export const reviews = (value: number) => plural(value, 'review', 'reviews');
