/** Principal components, one after the other. */

export interface Component {
  /** [F] of length 1; zeros where the rows have no variance. */
  direction: Float64Array;
  /** Of the rows along it. */
  variance: number;
}

const mostRounds = 300;
/** A round that turns the direction by less than this is the last. */
const nearEnough = 1e-10;

export const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
};

/** Of length 1; zeros stay zeros. */
export function unitVector(vector: Float64Array): Float64Array {
  const length = Math.sqrt(dot(vector, vector));
  return length > 0 ? vector.map((value) => value / length) : vector.slice();
}

/** Rows less their mean. @param rows [N][F], one or more */
export function centred(rows: readonly Float64Array[]): Float64Array[] {
  const mean = new Float64Array(rows[0].length);
  for (const row of rows) row.forEach((value, i) => (mean[i] += value / rows.length));
  return rows.map((row) => row.map((value, i) => value - mean[i]));
}

/** Of all dimensions together. @param rows centred */
export function varianceOf(rows: readonly Float64Array[]): number {
  return rows.reduce((sum, row) => sum + dot(row, row), 0) / rows.length;
}

/** What of the rows is at right angles to a direction of length 1. */
export function without(rows: readonly Float64Array[], direction: Float64Array): Float64Array[] {
  return rows.map((row) => {
    const along = dot(row, direction);
    return row.map((value, i) => value - along * direction[i]);
  });
}

/** The direction of the largest variance, by power iteration. @param rows [N][F], centred, one or more */
export function firstComponent(rows: readonly Float64Array[]): Component {
  const longest = rows.reduce((best, row) => (dot(row, row) > dot(best, best) ? row : best));
  let direction = unitVector(longest);
  for (let round = 0; round < mostRounds; round++) {
    const next = new Float64Array(direction.length);
    for (const row of rows) {
      const along = dot(row, direction);
      for (let i = 0; i < next.length; i++) next[i] += along * row[i];
    }
    const turned = unitVector(next);
    const isDone = 1 - Math.abs(dot(turned, direction)) < nearEnough;
    direction = turned;
    if (isDone) break;
  }
  const variance = rows.reduce((sum, row) => sum + dot(row, direction) ** 2, 0) / rows.length;
  return { direction, variance };
}
