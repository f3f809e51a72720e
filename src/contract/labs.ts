/** The labs: what they are called in addresses, and what they do to the reviews of their runs. */

/** In the order in which they are offered. */
export const labIds = [
  'gates',
  'never-forget',
  'keep-prob',
  'simple-rnn',
  'shuffled-labels',
  'word-order',
] as const;
export type LabId = (typeof labIds)[number];

/** `labels`: those of the training reviews among each other. `words`: those within each review. */
export type Shuffling = 'labels' | 'words';
