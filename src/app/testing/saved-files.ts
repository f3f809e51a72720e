/** Catches what the page saves, in place of the browser's downloads. `vi.restoreAllMocks` ends it. */
import { vi } from 'vitest';

export interface SavedFiles {
  names(): string[];
  /** Empty while there is none of that name. */
  fileOf(name: string): Blob;
  /** @returns null where it is no well-formed SVG */
  svgOf(name: string): Promise<Document | null>;
}

export function catchSavedFiles(): SavedFiles {
  const urls = vi.spyOn(URL, 'createObjectURL');
  const saved: { name: string; blob: Blob }[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function click(this: HTMLAnchorElement) {
    const blob = urls.mock.lastCall?.[0];
    if (blob instanceof Blob) saved.push({ name: this.download, blob });
  });
  const fileOf = (name: string) => saved.find((one) => one.name === name)?.blob ?? new Blob();
  return {
    names: () => saved.map(({ name }) => name).sort(),
    fileOf,
    async svgOf(name) {
      const svg = new DOMParser().parseFromString(await fileOf(name).text(), 'image/svg+xml');
      return svg.querySelector('parsererror') ? null : svg;
    },
  };
}
