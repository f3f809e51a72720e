/** `most` of some items, spread evenly over them; all where there are no more. */
export function evenly<T>(items: ArrayLike<T>, most: number): T[] {
  const count = Math.min(most, items.length);
  return Array.from({ length: count }, (_, i) => items[Math.floor(((i + 0.5) * items.length) / count)]);
}
