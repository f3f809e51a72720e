/** The words of the loaded network, and what it makes of them beside what counting makes. */
import type { NearWords, WordReport } from '../../../contract/insight-words.ts';
import { idleInquiry, type Inquiry } from '../inquiry/slice.ts';

export interface WordsState {
  /** What stands in the field. */
  typed: string;
  near: Inquiry<NearWords>;
  report: Inquiry<WordReport>;
}

export const idleWords: WordsState = { typed: '', near: idleInquiry, report: idleInquiry };
