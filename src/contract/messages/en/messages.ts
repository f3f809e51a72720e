/** Every message in English, by its code. A further language has all of these codes, with the same values. */
import { backendMessages } from './backends.ts';
import { workerMessages } from './worker.ts';

export const messages = {
  ...backendMessages,
  ...workerMessages,
  sentence: ({ sentence }: { sentence: string }) => sentence,
};

export type Messages = typeof messages;
