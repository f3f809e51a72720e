/** The words on screen. A further language is another object of the type `Words`, listed here. */
import { en } from './en.ts';

export type Words = typeof en;

export const t: Words = en;
