import type { TestReport } from '../../../workers/protocol.ts';
import { testWords as words } from '../../i18n/test.ts';
import * as format from '../../i18n/format.ts';
import { Term } from '../../ui/Term.tsx';

const scoreNames = ['precision', 'recall', 'f1'] as const;
const score = (value: number | null) => (value === null ? words.undefinedScore : format.percent(value));

interface RowProps {
  name: string;
  scores: TestReport['weighted'];
  rows: number | null;
}

function Row({ name, scores, rows }: RowProps) {
  return (
    <tr>
      <th scope="row">{name}</th>
      {scoreNames.map((of) => (
        <td key={of} className="number">
          {score(scores[of])}
        </td>
      ))}
      <td className="number">{rows === null ? '' : format.count(rows)}</td>
    </tr>
  );
}

/** Precision, recall and F1 of each class, and their means. */
export function ClassScoresTable({ report }: { report: TestReport }) {
  const { perClass, weighted, classNames, loss } = report;
  return (
    <>
      <table className="class-scores">
        <caption>{words.perClass}</caption>
        <thead>
          <tr>
            <th scope="col">{words.class}</th>
            {scoreNames.map((name) => (
              <th key={name} scope="col" className="number">
                <Term name={name}>{words[name]}</Term>
              </th>
            ))}
            <th scope="col" className="number">
              {words.classRows}
            </th>
          </tr>
        </thead>
        <tbody>
          {perClass.map((scores, id) => (
            <Row key={id} name={classNames[id]} scores={scores} rows={scores.rows} />
          ))}
        </tbody>
        <tfoot>
          <Row name={words.means} scores={report} rows={null} />
          <Row name={words.weighted} scores={weighted} rows={report.rows} />
        </tfoot>
      </table>
      <p className="help">
        <Term name="loss">{words.loss}</Term> {format.loss(loss)}
      </p>
    </>
  );
}
