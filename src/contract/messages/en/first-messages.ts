/** Every message that the page can meet from its start, in English, by its code. */
import { backendMessages } from './backends.ts';
import { classificationMessages } from './classification.ts';
import { datasetMessages } from './dataset.ts';
import { intakeMessages } from './intake.ts';
import { modelsMessages } from './models.ts';
import { resultsMessages } from './results.ts';
import { runMessages } from './runs.ts';
import { studyMessages } from './studies.ts';
import { trainingMessages } from './training.ts';
import { vectorsMessages } from './vectors.ts';
import { workerMessages } from './worker.ts';

export const firstMessages = {
  ...backendMessages,
  ...intakeMessages,
  ...classificationMessages,
  ...datasetMessages,
  ...resultsMessages,
  ...modelsMessages,
  ...trainingMessages,
  ...vectorsMessages,
  ...runMessages,
  ...studyMessages,
  ...workerMessages,
};
