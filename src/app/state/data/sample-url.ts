import type { SampleDataset } from '../../../contract/dataset.ts';

/** Where the site has a sample. */
export const urlOf = (sample: SampleDataset): string => new URL(sample.file, document.baseURI).href;
