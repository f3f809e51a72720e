/** The actions on studies, whose code comes after the first paint. */
import { lazyPart } from '../lazy-parts.ts';

export const studiesPart = lazyPart('state/studies/studies.ts', () => import('./studies.ts'));
