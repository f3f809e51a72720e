/** Every message in English, by its code. Another language has all of these codes, with the same values. */
import { backendMessages } from './backends.ts';
import { commandsMessages } from './commands.ts';
import { datasetMessages } from './dataset.ts';
import { findingsMessages } from './findings.ts';
import { intakeMessages } from './intake.ts';
import { modelsMessages } from './models.ts';
import { resultsMessages } from './results.ts';
import { runMessages } from './runs.ts';
import { trainingMessages } from './training.ts';
import { workerMessages } from './worker.ts';

export const messages = {
  ...backendMessages,
  ...intakeMessages,
  ...datasetMessages,
  ...findingsMessages,
  ...resultsMessages,
  ...modelsMessages,
  ...trainingMessages,
  ...runMessages,
  ...commandsMessages,
  ...workerMessages,
};

export type Messages = typeof messages;
