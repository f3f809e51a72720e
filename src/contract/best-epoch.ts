/** Which epoch's weights a run saves. */

export interface ValidatedEpoch {
  epoch: number;
  validationLoss: number;
  validationAccuracy: number;
}

/**
 * Whether its weights are better than another epoch's: by validation accuracy, and of equal ones by validation loss.
 * Loss alone would save networks that have hardly learned: it counts how confident the wrong answers are, and under mean
 * squared error it is often lowest after the first epoch, when a network is confident of nothing.
 */
function isBetterEpoch(one: ValidatedEpoch, other: ValidatedEpoch): boolean {
  if (one.validationAccuracy !== other.validationAccuracy)
    return one.validationAccuracy > other.validationAccuracy;
  return one.validationLoss < other.validationLoss;
}

/** The first of the best; null of none. */
export function bestEpoch<E extends ValidatedEpoch>(epochs: readonly E[]): E | null {
  return epochs.reduce<E | null>((best, epoch) => (best && !isBetterEpoch(epoch, best) ? best : epoch), null);
}

/** The first whose validation loss is lowest; null of none. */
export function lowestLoss<E extends { validationLoss: number }>(epochs: readonly E[]): E | null {
  return epochs.reduce<E | null>(
    (best, epoch) => (best && !(epoch.validationLoss < best.validationLoss) ? best : epoch),
    null,
  );
}
