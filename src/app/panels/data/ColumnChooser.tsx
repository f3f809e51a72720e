import { dataWords } from '../../i18n/data.ts';
import { say } from '../../i18n/index.ts';
import { columnProblem, splitColumns, type ColumnProblem } from '../../state/data/columns.ts';
import { useController } from '../../state/react.ts';
import type { OpenFiles } from '../../state/store.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Select } from '../../ui/Select.tsx';
import { HowRead } from './HowRead.tsx';
import { LabelMeanings } from './LabelMeanings.tsx';
import { RowPreview } from './RowPreview.tsx';
import { Threshold } from './Threshold.tsx';

interface ColumnChooserProps {
  open: OpenFiles;
  isDisabled: boolean;
}

function problemSentence(problem: ColumnProblem): string {
  const { problems } = dataWords;
  switch (problem.kind) {
    case 'one-value':
      return problems.oneValue(problem.column, problem.value);
    case 'no-classes':
      return problems.noClasses(problem.values);
    case 'no-negative':
      return problems.noNegative;
    case 'no-positive':
      return problems.noPositive;
    case 'empty-class':
      return problems.emptyClass(problem.name);
    case 'threshold-range':
      return problems.thresholdRange(problem.min, problem.max);
    default:
      return problems[problem.kind];
  }
}

/** Only for data with a provided split: whether it is used. */
function SplitChoice({ open, isDisabled }: ColumnChooserProps) {
  const controller = useController();
  const { split } = open.columns;
  const candidates = splitColumns(open.preview);
  if (candidates.length === 0) return null;
  const { guess } = open.preview;
  const why = split === guess.split && guess.why.split ? dataWords.why(say(guess.why.split)) : '';
  return (
    <Select
      label={dataWords.splitColumn}
      value={split ?? ''}
      options={[
        ...candidates.map((column) => ({ value: column, label: dataWords.splitBy(column) })),
        { value: '', label: dataWords.splitByChance },
      ]}
      help={split !== null && `${dataWords.splitProvided} ${why}`}
      isDisabled={isDisabled}
      onChange={(column) => void controller.data.setSplitColumn(column === '' ? null : column)}
    />
  );
}

/** Text, label and split columns, and the meaning of each label, with the data's first rows. */
export function ColumnChooser({ open, isDisabled }: ColumnChooserProps) {
  const controller = useController();
  const { preview, columns } = open;
  const { guess } = preview;
  const options = preview.columns.map((column) => ({ value: column, label: column }));
  const problem = columnProblem(preview, columns);
  return (
    <div className="column-chooser">
      <div className="columns-row columns-named">
        <Select
          label={dataWords.textColumn}
          value={columns.text ?? ''}
          options={options}
          placeholder={dataWords.chooseColumn}
          help={columns.text === guess.text && guess.why.text && dataWords.why(say(guess.why.text))}
          isDisabled={isDisabled}
          onChange={(column) => void controller.data.setTextColumn(column)}
        />
        <Select
          label={dataWords.labelColumn}
          value={columns.label ?? ''}
          options={options}
          placeholder={dataWords.chooseColumn}
          help={columns.label === guess.label && guess.why.label && dataWords.why(say(guess.why.label))}
          isDisabled={isDisabled}
          onChange={(column) => void controller.data.setLabelColumn(column)}
        />
      </div>
      {problem && <Notice kind="problem">{problemSentence(problem)}</Notice>}
      {open.problem && <Notice kind="problem">{open.problem}</Notice>}
      <div className="columns-row">
        <div className="columns-side">
          <LabelMeanings open={open} isDisabled={isDisabled} />
          <Threshold open={open} isDisabled={isDisabled} />
        </div>
        <div className="columns-side">
          <SplitChoice open={open} isDisabled={isDisabled} />
          <HowRead open={open} isDisabled={isDisabled} />
        </div>
      </div>
      <RowPreview preview={preview} columns={columns} />
    </div>
  );
}
