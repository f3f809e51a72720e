/** The views of the page, and which one the address names. */

/** In the order of the navigation; the digit keys follow it. */
export const viewIds = ['data', 'train', 'understand', 'runs', 'export'] as const;

/** With those that only links lead to. */
export const allViewIds = [...viewIds, 'lstm'] as const;
export type ViewId = (typeof allViewIds)[number];

export const firstView: ViewId = 'train';

export const hashOf = (view: ViewId) => `#/${view}`;

/** @param hash of the address, with its “#”; what names no view, such as a link to settings, is the first one */
export function viewOf(hash: string): ViewId {
  return allViewIds.find((id) => hash === hashOf(id)) ?? firstView;
}
