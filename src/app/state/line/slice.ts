/** The line along which the loaded network keeps its verdict. */
import type { Line } from '../../../contract/insight-line.ts';
import { idleInquiry, type Inquiry } from '../inquiry/slice.ts';

export interface LineState extends Inquiry<Line> {
  /** It was asked for: from then on it follows the text. */
  isOn: boolean;
}

export const idleLine: LineState = { ...idleInquiry, isOn: false };
