/** What a run of a study comes to. */

/** What is measured of a run that came to its end. Accuracies are shares. */
export interface MeasuredRun {
  /** Of the epoch whose weights were saved. */
  validation: number;
  validationRows: number;
  test: number;
  testRows: number;
  /** Of the baseline on the same rows, and the network less it with the 95% interval of these rows; null: not measured. */
  baseline: { accuracy: number; difference: number; interval: [number, number] } | null;
  epochs: number;
  /** Training alone, without pauses. */
  seconds: number;
  /** With what comes before and after training. */
  wall: number;
  /** Which rows of the two parts it was right about, as `packRows` writes them. */
  right: { validation: string; test: string };
}
