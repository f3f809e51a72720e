/** Of the axes that go from nothing to all. */
export const shareTicks = [
  { at: 0, label: '0%' },
  { at: 0.5, label: '50%' },
  { at: 1, label: '100%' },
];
