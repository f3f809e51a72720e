/** What becomes of the training worker and of its commands, in English. */
import type { AnyMessage, Say } from '../say.ts';
import { pathName } from './phrases.ts';

const worker = 'The training worker';

export const workerMessages = {
  cancelled: 'This was cancelled.',
  'memory-full': 'Memory ran out.',
  /** What an error of the browser's or of a library says of itself. */
  failed: ({ detail }: { detail: string }) => detail,
  /** What an earlier version stored in words. */
  earlier: ({ sentence }: { sentence: string }) => sentence,
  unexpected: ({ detail }: { detail: string }) => `Something went wrong that should not: ${detail}`,
  'worker-silent': `${worker} stopped answering.`,
  'worker-silent-reading': ({ file }: { file: string }) =>
    `${worker} stopped answering while it read ${pathName(file)}.`,
  'worker-threw': ({ detail }: { detail: string | null }) =>
    `${worker} broke down: ${detail ?? 'no reason was given.'}`,
  'worker-unreadable': `${worker} sent something that could not be read.`,
  'worker-restarted': 'This was cut short, because the training worker was restarted.',
  'worker-not-loaded': `${worker} could not be loaded.`,
  'worker-stopped': `${worker} stopped.`,
  'not-sent': ({ detail }: { detail: string }) =>
    `This could not be handed to the training worker: ${detail}`,
  'died-trying': `${worker} stopped while this was tried: excluded until the page is reloaded.`,
  'backend-refused': ({ what }: { what: AnyMessage }, say: Say) =>
    `${say(what)} Excluded until the page is reloaded.`,
  'worker-waits': `${worker} stopped, and starts again when you train, test or open something.`,
  'data-not-given-back':
    'The data could not be loaded again. What went wrong stands at the data: choose it there anew.',
  'file-not-read': ({ name }: { name: string }) =>
    `${name} could not be read. Was it moved or deleted? Choose it again.`,
  'page-closing': 'The page is closing.',
};
