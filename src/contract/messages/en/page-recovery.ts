/** Texts about interrupted runs and links to settings, in English. */

export const recovery = {
  download: 'Download the run file',
  stateFile: 'forget-gate-run.safetensors',
};

/** What is said of saved runs wherever the user is. */
export const runs = {
  replaces: 'A new run takes the place of the network that you have; that one stays in the list of runs.',
  resumeInterrupted: 'Resume the interrupted run',
};

export const link = {
  copy: 'Copy link to these settings',
  copied: 'The link is on the clipboard. It holds the settings and no data.',
  byHand: 'The browser did not allow copying. Here is the link:',
  label: 'Link to these settings',
  taken: 'These settings came with the link that you opened.',
  takenWithoutSample: 'These settings came with the link that you opened; its sample data is not here.',
  damaged: 'The link’s settings can’t be read. Copy it again as a whole; your settings stay as they are.',
  wrong: (problem: string) => `The link’s settings can’t be used: ${problem} Your settings stay as they are.`,
};
