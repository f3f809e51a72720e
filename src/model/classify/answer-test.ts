/** How often the answers to a file's rows are right: on the rows that a test of this network would have. */
import type { ClassifiedTest } from '../../contract/classification.ts';
import type { ClassId } from '../../contract/dataset.ts';
import type { ExcludedRows } from '../../contract/results.ts';
import { canonicalKeys, findEarlierKeys } from '../data/canonical-key.ts';
import { pickTexts, TimeSlicer, type Texts, type WorkOptions } from '../data/index.ts';
import { selectRows } from '../data/select-rows.ts';
import { confusionMatrix, scores } from '../evaluation/index.ts';
import { wilsonInterval } from '../evaluation/significance.ts';
import type { LoadedModel } from '../loaded-model.ts';

const notTested = -1;

export class AnswerTest {
  private readonly predicted: ClassId[] = [];
  private readonly actual: ClassId[] = [];

  /** @param classes [rows] of the rows that are tested; −1 for others */
  private constructor(
    private readonly classes: Int8Array,
    private readonly excluded: ExcludedRows,
    private readonly classNames: readonly string[],
  ) {}

  /**
   * Of equal texts the first row counts, and of those with several labels none, as in a dataset; texts that the network
   * was trained or validated on do not.
   * @param texts clean ones
   * @param classes [texts.length] as `ChosenColumns` has them
   * @throws {InputError} as `LoadedModel.rowsOf`; the signal's reason
   */
  static async prepare(
    model: LoadedModel,
    texts: Texts,
    classes: Int8Array,
    work: WorkOptions,
  ): Promise<AnswerTest> {
    const slicer = new TimeSlicer(work, 'cleaning');
    slicer.beginStage(0, 0.2);
    const keys = await canonicalKeys(texts, slicer);
    const from = {
      texts,
      keys,
      classes,
      provided: null,
      corrections: new Map<string, never>(),
      cleaning: {},
    };
    const { rows } = await selectRows(from, slicer, work);
    const dataset = { texts: pickTexts(texts, rows), keys: Float64Array.from(rows, (row) => keys[row]) };
    slicer.beginStage(0.8, 1);
    await findEarlierKeys(dataset.texts, slicer);
    const { trained, validated, unseen } = model.rowsOf(dataset);
    const tested = new Int8Array(classes.length).fill(notTested);
    for (const place of unseen) tested[rows[place]] = classes[rows[place]];
    const excluded = { trained: trained.length, validated: validated.length };
    return new AnswerTest(tested, excluded, model.saved.classNames);
  }

  note(row: number, predicted: ClassId): void {
    if (this.classes[row] === notTested) return;
    this.predicted.push(predicted);
    this.actual.push(this.classes[row]);
  }

  /** Null where no tested row has an answer. */
  report(): ClassifiedTest | null {
    const { classNames, excluded } = this;
    const rows = this.actual.length;
    if (rows === 0) return null;
    const confusion = confusionMatrix(
      Uint8Array.from(this.predicted),
      Uint8Array.from(this.actual),
      classNames.length,
    );
    const right = confusion.reduce((sum, row, id) => sum + row[id], 0);
    const interval = wilsonInterval(right, rows);
    return { rows, interval, confusion, excluded, classNames, ...scores(confusion) };
  }
}
