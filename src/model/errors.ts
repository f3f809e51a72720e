/** Errors that a person can mend. Their message is shown as it is: what is wrong, what to do. */
export class InputError extends Error {
  override readonly name = 'InputError';
}
