/** Where a network errs: the reviews of its test, put together by what they have in common. */
import type { TokenKind } from './settings.ts';

/** `length`: by tokens; `unknown`: by the share of tokens that the network does not know; `file`: by where they come from. */
export type Grouping =
  | { kind: 'length' }
  | { kind: 'unknown' }
  | { kind: 'file' }
  | { kind: 'column'; column: string };

export type GroupName =
  /** Numbers from one to the other, both included. */
  | { kind: 'range'; from: number; to: number }
  /** Shares above one and up to the other, from 0 to 1; of 0 alone where both are 0. */
  | { kind: 'share'; above: number; to: number }
  /** What the cell or the file's name is; empty for an empty cell. */
  | { kind: 'value'; value: string }
  /** The values that are too rare to be told one by one: how many there are. */
  | { kind: 'others'; values: number };

export interface ErrorGroup {
  name: GroupName;
  rows: number;
  right: number;
  accuracy: number;
  /** 95% interval of the accuracy. */
  interval: [low: number, high: number];
}

export interface ErrorGroups {
  by: Grouping;
  /** Numbers from the least to the greatest, values from the most frequent. */
  groups: ErrorGroup[];
  /** Of all reviews of the test. */
  accuracy: number;
  /** What lengths are counted in. */
  tokens: TokenKind;
  /** What they can be put together by. */
  offered: Grouping[];
}
