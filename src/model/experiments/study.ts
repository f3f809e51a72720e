/** A study: runs of each of some settings with each of some seeds, one after the other. */
import type { RunConfig } from '../../contract/settings.ts';
import { parseRunConfig, SettingError } from '../../contract/settings.ts';
import type { EpochEvent } from '../../contract/training.ts';
import { InputError } from '../errors.ts';
import type { TrainingService } from '../training-service.ts';
import type { CellSettings } from './grid.ts';
import type { StudyRun } from './summary.ts';

export interface StudyPlan {
  base: RunConfig;
  cells: readonly CellSettings[];
  seeds: readonly number[];
  /** Each seed draws a split of its own, too; else all share the split of `base`. */
  varySplit: boolean;
}

/** What a run of a study is to be trained with. */
export interface PlannedRun {
  cell: number;
  config: RunConfig;
}

/**
 * All runs, seed by seed: a study that is stopped early has tried all settings on as many seeds.
 * @throws {InputError} for settings that do not go together
 */
export function plannedRuns({ base, cells, seeds, varySplit }: StudyPlan): PlannedRun[] {
  return seeds.flatMap((seed) =>
    cells.map((settings, cell) => {
      try {
        const varied = { ...base, ...settings, seed, ...(varySplit && { splitSeed: seed }) };
        return { cell, config: parseRunConfig(varied) };
      } catch (error) {
        if (error instanceof SettingError)
          throw new InputError({ code: 'setting-wrong', problem: error.problem });
        throw error;
      }
    }),
  );
}

/**
 * Trains and tests. The saved epoch is the one that was best on validation.
 * @returns null when the signal ended it before its end
 * @throws {InputError | BackendError}
 */
export async function measureRun(
  service: TrainingService,
  { cell, config }: PlannedRun,
  signal: AbortSignal,
): Promise<StudyRun | null> {
  const epochs: EpochEvent[] = [];
  let saved: EpochEvent | null = null;
  let seconds = 0;
  for await (const event of service.train(config, signal)) {
    if (event.type === 'epoch') epochs.push(event);
    if (event.type !== 'end') continue;
    if (event.reason === 'stopped') return null;
    seconds = event.seconds;
    saved = epochs.find(({ epoch }) => epoch === event.restoredEpoch) ?? null;
  }
  if (signal.aborted || !saved) return null;
  const { accuracy, rows, baselines } = await service.test();
  const { seed, splitSeed } = config;
  const baseline = baselines && {
    accuracy: baselines.bagOfWords.accuracy,
    difference: baselines.bagOfWords.difference,
    interval: baselines.bagOfWords.interval,
  };
  return {
    ...{
      cell,
      seed,
      splitSeed,
      validation: saved.validationAccuracy,
      test: accuracy,
      testRows: rows,
      baseline,
    },
    ...{ epochs: epochs.length, seconds },
  };
}
