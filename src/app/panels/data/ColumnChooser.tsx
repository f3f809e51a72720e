import type { ClassId } from '../../../workers/protocol.ts';
import { t } from '../../i18n/index.ts';
import * as format from '../../i18n/format.ts';
import { columnProblem, labelValues, type ColumnProblem } from '../../state/columns.ts';
import { useSession } from '../../state/react.ts';
import type { OpenFile } from '../../state/store.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Select } from '../../ui/Select.tsx';
import { RowPreview } from './RowPreview.tsx';

interface ColumnChooserProps {
  open: OpenFile;
  isDisabled: boolean;
}

function problemSentence(problem: ColumnProblem): string {
  const { problems } = t.data;
  switch (problem.kind) {
    case 'one-value':
      return problems.oneValue(problem.value);
    case 'no-classes':
      return problems.noClasses(problem.values);
    case 'no-negative':
      return problems.noNegative;
    case 'no-positive':
      return problems.noPositive;
    default:
      return problems[problem.kind];
  }
}

const meanings: readonly { label: string; meaning: ClassId | null }[] = [
  { label: t.data.negative, meaning: 0 },
  { label: t.data.positive, meaning: 1 },
  { label: t.data.leaveOut, meaning: null },
];

/** One row a label value: how often it occurs, and what it means. */
function LabelMeanings({ open, isDisabled }: ColumnChooserProps) {
  const session = useSession();
  const values = labelValues(open.preview, open.columns.label);
  if (!values) return null;
  return (
    <table className="meanings">
      <caption>{t.data.meaning}</caption>
      <thead>
        <tr>
          <th scope="col">{t.data.value}</th>
          <th scope="col" className="number">
            {t.data.rows}
          </th>
          <th scope="col">{t.data.means}</th>
        </tr>
      </thead>
      <tbody>
        {values.map(({ value, count }) => (
          <tr key={value}>
            <th scope="row">{value === '' ? t.data.emptyValue : value}</th>
            <td className="number">{format.count(count)}</td>
            <td>
              <div className="segments" role="radiogroup" aria-label={t.data.meaningOf(value)}>
                {meanings.map(({ label, meaning }) => (
                  <label key={label}>
                    <input
                      type="radio"
                      name={`meaning-${value}`}
                      checked={(open.columns.classes[value] ?? null) === meaning}
                      disabled={isDisabled}
                      onChange={() => void session.data.setClass(value, meaning)}
                    />
                    <span>{label}</span>
                  </label>
                ))}
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Text column, label column and the meaning of each label, with the file's first rows. */
export function ColumnChooser({ open, isDisabled }: ColumnChooserProps) {
  const session = useSession();
  const { preview, columns } = open;
  const options = preview.columns.map((column) => ({ value: column, label: column }));
  const problem = columnProblem(preview, columns);
  return (
    <div className="column-chooser">
      <div className="columns-row">
        <Select
          label={t.data.textColumn}
          value={columns.text ?? ''}
          options={options}
          placeholder={t.data.chooseColumn}
          isDisabled={isDisabled}
          onChange={(column) => void session.data.setTextColumn(column)}
        />
        <Select
          label={t.data.labelColumn}
          value={columns.label ?? ''}
          options={options}
          placeholder={t.data.chooseColumn}
          isDisabled={isDisabled}
          onChange={(column) => void session.data.setLabelColumn(column)}
        />
      </div>
      {problem && <Notice kind="problem">{problemSentence(problem)}</Notice>}
      {open.problem && <Notice kind="problem">{open.problem}</Notice>}
      <LabelMeanings open={open} isDisabled={isDisabled} />
      <RowPreview preview={preview} columns={columns} />
    </div>
  );
}
