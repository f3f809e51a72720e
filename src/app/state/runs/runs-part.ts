/** The actions on saved runs, whose code comes after the first paint. */
import { lazyPart } from '../lazy-parts.ts';

export const savedRunsPart = lazyPart('state/runs/saved-runs.ts', () => import('./saved-runs.ts'));
