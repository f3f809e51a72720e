/** The page's door to studies: their plan, what is next, what they say. It comes with the code that needs it. */
export * from '../model/experiments/index.ts';
export { InputError } from '../model/errors.ts';
