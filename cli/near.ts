/** Which of some names somebody meant who wrote another one. */

/** How many letters have to be put in, taken out or changed to make one word of the other. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let i = 0; i < from.length; i++) {
    const next = [i + 1];
    for (let column = 1; column <= to.length; column++) {
      const changed = row[column - 1] + (from[i] === to[column - 1] ? 0 : 1);
      next.push(Math.min(changed, row[column] + 1, next[column - 1] + 1));
    }
    row = next;
  }
  return row[to.length];
}

/** Of a short name fewer letters may be wrong. */
const lettersAWrongOne = 3;
const mostWrong = 2;

/** The nearest name, the first of several; null where none is near. */
export function nearest(name: string, known: readonly string[]): string | null {
  const most = Math.min(mostWrong, Math.floor(name.length / lettersAWrongOne));
  const found = known
    .map((each) => ({ each, wrong: editDistance(name, each) }))
    .filter(({ each, wrong }) => wrong <= most || (each.startsWith(`${name}-`) && name.length > 1))
    .toSorted((a, b) => a.wrong - b.wrong);
  return found[0]?.each ?? null;
}
