import type { Inside } from '../../../workers/protocol.ts';

/** The class that is told of: of two the second, of more the most probable one. */
export function shownClass({ classes, running }: Pick<Inside, 'classes' | 'running'>): number {
  const end = running[running.length - 1];
  return classes.length === 2 ? 1 : end.indexOf(Math.max(...end));
}
