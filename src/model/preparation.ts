import { keyOf, type RunConfig } from '../contract/settings.ts';
import { prepare, prepareParts, thinOut, Vocabulary } from './data/index.ts';
import type { Dataset, PreparedData, SeenTexts, WorkOptions } from './data/index.ts';
import type { LabelledTexts } from './pseudo-labels.ts';
import type { VectorSource } from './vectors/source.ts';
import type { WordVectors } from './vectors/word-vectors.ts';

/** More rows than this are all prepared once a run begins, and not to measure it. */
const mostAtOnce = 50_000;
/** Of very many rows so many are enough to know how long a run takes. */
const rowsMeasured = 20_000;

/** Prepared data to measure a run's steps on. */
export interface MeasuredData {
  data: PreparedData;
  /** The run's rows for each of its rows. */
  scale: number;
}

/** What a network has whose training continues. */
export interface Base {
  words: readonly string[];
  seen: SeenTexts | null;
  /** Of a run that is resumed: words that join them when it ends. */
  further: WordVectors | null;
}

export interface RunOptions extends WorkOptions {
  /** What its embedding starts from; null: random values. */
  vectors?: VectorSource | null;
  /** Of a network whose training continues: its words take the place of the vectors'. */
  base?: Base | null;
  /** The dataset's rows with others that have pseudo-labels, in their parts. */
  labelled?: LabelledTexts | null;
}

/** A dataset as a run needs it. What was prepared last is cached: measuring and training ask for the same. */
export class Preparation {
  private last: { key: string; data: PreparedData } | null = null;

  /** Other data is about to come. */
  forget(): void {
    this.last = null;
  }

  /** @throws {InputError} when there are too few rows, or the vectors can't be read */
  async forRun(
    dataset: Dataset,
    config: RunConfig,
    { vectors = null, base = null, labelled = null, ...work }: RunOptions = {},
  ): Promise<PreparedData> {
    if (!base && !labelled)
      return this.keep(preparedKey(dataset, config, vectors), () =>
        prepare(dataset, config, { ...work, vectors }),
      );
    this.forget();
    const known = base
      ? { vocabulary: new Vocabulary(base.words), base: base.seen, further: base.further }
      : { vectors };
    const options = { ...work, ...known };
    return labelled
      ? prepareParts(labelled.dataset, labelled.parts, config, options)
      : prepare(dataset, config, options);
  }

  /** All rows, or some of many. @throws {InputError} when there are too few rows */
  async forMeasuring(
    dataset: Dataset,
    config: RunConfig,
    vectors: VectorSource | null = null,
  ): Promise<MeasuredData> {
    const rows = dataset.texts.length;
    const key = preparedKey(dataset, config, vectors);
    if (rows <= mostAtOnce || this.last?.key === key) {
      return { data: await this.forRun(dataset, config, { vectors }), scale: 1 };
    }
    const some = () => {
      const thin = thinOut(dataset, config, rowsMeasured);
      return prepareParts(thin.dataset, thin.parts, config, { vectors });
    };
    const data = await this.keep(`some of ${key}`, some);
    return {
      data,
      scale: rows / (data.train.classes.length + data.validation.classes.length + data.test.classes.length),
    };
  }

  private async keep(key: string, prepared: () => Promise<PreparedData>): Promise<PreparedData> {
    if (this.last?.key === key) return this.last.data;
    this.last = null;
    const data = await prepared();
    this.last = { key, data };
    return data;
  }
}

/** Equal where the prepared data would be equal. */
function preparedKey(dataset: Dataset, config: RunConfig, vectors: VectorSource | null): string {
  return `${dataset.fingerprint} ${vectors?.key ?? ''} ${keyOf(config, 'split', 'vocabulary', 'encoding')}`;
}
