/** Buttons side by side are quicker than a list, for as many names and letters as a row of a table has room for. */
const mostButtons = 3;
const mostLetters = 28;

/** Whether classes of these names are chosen by buttons; else from a list. */
export function fitsButtons(names: readonly string[]): boolean {
  return names.length <= mostButtons && names.join('').length <= mostLetters;
}
