/** A table's rows with their answers as text: the user's own cells, and what the network says after them. */
import { byteOrderMark, csvLine } from '../../contract/csv.ts';
import type { ClassId } from '../../contract/dataset.ts';
import { nameColumns } from '../data/intake/header.ts';
import type { Table } from '../data/table.ts';

/** What the network says of one row. */
export interface Answer {
  class: ClassId;
  /** [K] */
  probabilities: Float32Array;
  /** Of the words that the network read, the share that it does not know. */
  unknownShare: number;
}

export interface AnswerFormat {
  /** What comes before the first row. */
  head(): string;
  /** @param answer null for a row whose text has no words */
  row(row: number, answer: Answer | null): string;
}

/** A table whose rows are answered: its cells as they stand in the file. */
export interface AnsweredTable extends Pick<Table, 'columns' | 'cells' | 'rowCount'> {
  classNames: readonly string[];
  /** Names of the columns with the answers: `answerColumns`. */
  added: readonly string[];
}

/** Names for the class, the probability of each class and the share of unknown words that no column of the table has. */
export function answerColumns(columns: readonly string[], classNames: readonly string[]): string[] {
  const added = ['class', ...classNames.map((name) => `probability of ${name}`), 'unknown words'];
  const all = nameColumns([...columns, ...added], columns.length + added.length);
  return all.slice(columns.length);
}

/** Six digits behind the point say all that a float32 near 1 can. */
const rounded = (value: number) => Math.round(value * 1e6) / 1e6;

/** As `csv.ts` has it: safe to open in a spreadsheet. */
export function csvAnswers({ columns, cells, classNames, added }: AnsweredTable): AnswerFormat {
  const empty = added.map(() => null);
  return {
    head: () => byteOrderMark + csvLine([...columns, ...added]),
    row: (row, answer) =>
      csvLine([
        ...cells.map((column) => column.get(row)),
        ...(answer
          ? [
              classNames[answer.class],
              ...Array.from(answer.probabilities, rounded),
              rounded(answer.unknownShare),
            ]
          : empty),
      ]),
  };
}

/** One object a line: `docs/formats.md`. */
export function jsonAnswers({ columns, cells, classNames }: AnsweredTable): AnswerFormat {
  return {
    head: () => '',
    row(row, answer) {
      const values = Object.fromEntries(columns.map((name, column) => [name, cells[column].get(row)]));
      const probabilities =
        answer && Object.fromEntries(classNames.map((name, id) => [name, answer.probabilities[id]]));
      const line = {
        event: 'answer',
        row: row + 1,
        values,
        class: answer && classNames[answer.class],
        ...(classNames.length === 2 && { probability: answer && answer.probabilities[1] }),
        probabilities,
        unknown: answer && answer.unknownShare,
      };
      return `${JSON.stringify(line)}\n`;
    },
  };
}
