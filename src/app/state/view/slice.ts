/** The views of the page, and which one the address names. */
import { labIds, type LabId } from '../../../contract/labs.ts';

/** In the order of the navigation; the digit keys follow it. */
export const viewIds = ['data', 'train', 'understand', 'runs', 'export'] as const;

/** With those that only links lead to. */
export const allViewIds = [...viewIds, 'labs', 'lstm'] as const;
export type ViewId = (typeof allViewIds)[number];

export const firstView: ViewId = 'train';

export const hashOf = (view: ViewId) => `#/${view}`;

/** @param hash of the address, with its “#”; what names no view, such as a link to settings, is the first one */
export function viewOf(hash: string): ViewId {
  return labOf(hash) ? 'labs' : (allViewIds.find((id) => hash === hashOf(id)) ?? firstView);
}

export const hashOfLab = (lab: LabId) => `${hashOf('labs')}/${lab}`;

/** @param hash of the address. @returns null where it names no lab */
export function labOf(hash: string): LabId | null {
  return labIds.find((id) => hash === hashOfLab(id)) ?? null;
}
