import { useId } from 'react';

import { drawFields, fieldNames, fields, type FieldName } from '../../../workers/protocol.ts';
import { leastFolds, mostFolds, mostVaried } from '../../../workers/studies.ts';
import { t } from '../../i18n/index.ts';
import { choicesOf, settingTexts } from '../../i18n/settings.ts';
import { studyWords } from '../../i18n/studies.ts';
import { useApp } from '../../state/react.ts';
import { isBusy, plainForm, type VariedText } from '../../state/store.ts';
import { useStudies } from '../../state/studies/studies.ts';
import { Action } from '../../ui/Action.tsx';
import { Select } from '../../ui/Select.tsx';

const words = studyWords.sweep;

/** What repeats a setting, or is about the machine, is nothing to vary. */
const canVary = fieldNames.filter(
  (name) => !drawFields.includes(name) && !fields[name].affects.includes('machine'),
);
const usualFolds = 5;
const mostSeeds = 100;

/** Values to begin with: those of a choice or a switch are all there are. */
function firstText(name: FieldName, current: string | boolean): string {
  const { kind } = fields[name];
  if (kind === 'switch') return 'true,false';
  return kind === 'choice'
    ? choicesOf(name)
        .map(({ value }) => value)
        .join(',')
    : String(current);
}

/** The values of a choice or a switch: a box each. */
function Boxes({ name, text, onChange }: VariedText & { onChange: (text: string) => void }) {
  const values =
    fields[name].kind === 'switch'
      ? [
          { value: 'true', label: t.model.on },
          { value: 'false', label: t.model.off },
        ]
      : choicesOf(name);
  const taken = new Set(text.split(',').filter(Boolean));
  const toggle = (value: string, isTaken: boolean) =>
    onChange(
      values
        .map((one) => one.value)
        .filter((one) => (one === value ? isTaken : taken.has(one)))
        .join(','),
    );
  return (
    <fieldset className="study-boxes">
      <legend className="visually-hidden">{words.values}</legend>
      <span className="study-legend" aria-hidden="true">
        {words.values}
      </span>
      {values.map(({ value, label }) => (
        <label key={value}>
          <input
            type="checkbox"
            checked={taken.has(value)}
            onChange={(event) => toggle(value, event.target.checked)}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

interface TypedFieldProps {
  label: string;
  help: string;
  value: string;
  inputMode?: 'text' | 'numeric';
  onChange: (text: string) => void;
}

function TypedField({ label, help, value, inputMode = 'text', onChange }: TypedFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="text"
        inputMode={inputMode}
        autoComplete="off"
        spellCheck={false}
        value={value}
        aria-describedby={`${id}-help`}
        onChange={(event) => onChange(event.target.value)}
      />
      <p className="help" id={`${id}-help`}>
        {help}
      </p>
    </div>
  );
}

/** The values of a number or a list, typed. */
function TypedValues({ name, text, onChange }: VariedText & { onChange: (text: string) => void }) {
  const { kind } = fields[name];
  const help = kind === 'integers' ? words.sizesHelp : kind === 'integer' ? words.wholeHelp : words.listHelp;
  return <TypedField label={words.values} help={help} value={text} onChange={onChange} />;
}

interface RowProps {
  row: VariedText;
  others: readonly FieldName[];
  onChange: (row: VariedText | null) => void;
}

/** One setting with its values. */
function VariedRow({ row, others, onChange }: RowProps) {
  const draft = useApp((state) => state.draft);
  const { name, text } = row;
  const { kind } = fields[name];
  const Values = kind === 'choice' || kind === 'switch' ? Boxes : TypedValues;
  return (
    <div className="study-varied">
      <Select
        label={words.setting}
        value={name}
        options={canVary
          .filter((one) => !others.includes(one))
          .map((one) => ({ value: one, label: settingTexts[one].label }))}
        onChange={(value) => {
          const next = canVary.find((one) => one === value) ?? name;
          onChange({ name: next, text: firstText(next, draft[next]) });
        }}
      />
      <Values name={name} text={text} onChange={(next) => onChange({ name, text: next })} />
      <Action kind="quiet" label={words.remove(settingTexts[name].label)} onPress={() => onChange(null)}>
        ×
      </Action>
    </div>
  );
}

function Check({
  label,
  isOn,
  onChange,
}: {
  label: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}) {
  return (
    <label className="study-check">
      <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.target.checked)} />
      {label}
    </label>
  );
}

function Repeats() {
  const studies = useStudies();
  const { seeds, folds, varySplit, halving } = useApp((state) => state.studies.form);
  const id = useId();
  return (
    <>
      <div className="study-repeats">
        <Select
          label={words.repeats}
          value={folds === null ? 'seeds' : 'folds'}
          options={(['seeds', 'folds'] as const).map((kind) => ({
            value: kind,
            label: words.repeatKinds[kind],
          }))}
          help={folds === null ? undefined : words.foldsHelp}
          onChange={(kind) => studies.setForm({ folds: kind === 'folds' ? usualFolds : null })}
        />
        <div className="field">
          <label htmlFor={id}>{words.howMany}</label>
          <input
            id={id}
            type="number"
            min={folds === null ? 1 : leastFolds}
            max={folds === null ? mostSeeds : mostFolds}
            value={folds ?? seeds}
            onChange={({ target }) => {
              const count = Math.min(mostSeeds, Math.max(1, Math.round(target.valueAsNumber || 1)));
              studies.setForm(folds === null ? { seeds: count } : { folds: count });
            }}
          />
        </div>
      </div>
      {folds === null && (
        <Check
          label={words.varySplit}
          isOn={varySplit}
          onChange={(isOn) => studies.setForm({ varySplit: isOn })}
        />
      )}
      <Check label={words.halving} isOn={halving} onChange={(isOn) => studies.setForm({ halving: isOn })} />
    </>
  );
}

/** How many of the combinations; there is nothing to draw from a single setting. */
function Drawn() {
  const studies = useStudies();
  const value = useApp((state) => state.studies.form.drawn);
  const set = (drawn: string) => studies.setForm({ drawn });
  return (
    <TypedField label={words.drawn} help={words.drawnHelp} value={value} inputMode="numeric" onChange={set} />
  );
}

/** Which settings vary, over which values, and what repeats each of them. */
export function Sweep() {
  const studies = useStudies();
  const form = useApp((state) => state.studies.form);
  const draft = useApp((state) => state.draft);
  const isDisabled = useApp((state) => isBusy(state.run));
  const { varied } = form;
  const names = varied.map(({ name }) => name);
  const next = (['keepProb', ...canVary] as const).find((name) => !names.includes(name));
  const set = (place: number, row: VariedText | null) =>
    studies.setForm({
      varied: row ? varied.with(place, row) : varied.filter((_, at) => at !== place),
    });
  return (
    <fieldset className="study-sweep" disabled={isDisabled}>
      <legend className="visually-hidden">{studyWords.choice.sweep}</legend>
      {varied.map((row, place) => (
        <VariedRow
          key={row.name}
          row={row}
          others={names.filter((name) => name !== row.name)}
          onChange={(changed) => set(place, changed)}
        />
      ))}
      {varied.length < mostVaried && next ? (
        <Action
          onPress={() =>
            studies.setForm({ varied: [...varied, { name: next, text: firstText(next, draft[next]) }] })
          }
        >
          {words.add}
        </Action>
      ) : (
        <p className="help">{words.most(mostVaried)}</p>
      )}
      {varied.length > 0 && <Drawn />}
      <Repeats />
      <Action kind="quiet" onPress={() => studies.setForm(plainForm)}>
        {words.single}
      </Action>
    </fieldset>
  );
}
