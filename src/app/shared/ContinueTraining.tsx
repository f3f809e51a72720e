import { useId, useState } from 'react';

import { fields } from '../../workers/protocol.ts';
import { exportWords } from '../i18n/export.ts';
import { settingTexts } from '../i18n/settings.ts';
import { t } from '../i18n/index.ts';
import * as format from '../i18n/format.ts';
import { defaultOptions, optionProblems, type FineTuneOptions } from '../state/settings/fine-tune.ts';
import { dataObstacle } from '../state/data/obstacle.ts';
import { useApp, useController } from '../state/react.ts';
import { busyStatus, type HeldModel } from '../state/store.ts';
import { Action } from '../ui/Action.tsx';
import { useFocus, useFocusAfter } from '../ui/focus.ts';
import './continue-training.css';

const words = exportWords.continueTraining;

/** Why the network can't continue training now; null when it can. */
function useObstacle(): string | null {
  const obstacle = useApp(dataObstacle);
  const isTesting = useApp((state) => state.test.running);
  const status = useApp((state) => busyStatus(state.run));
  if (status) return words.training(status);
  if (obstacle) return t.training.whyNot[obstacle];
  return isTesting ? t.training.whyNot.testing : null;
}

interface OptionFieldProps {
  name: keyof FineTuneOptions;
  value: string;
  help?: string;
  problem: string | undefined;
  /** It takes the focus when it appears. */
  isFirst?: boolean;
  onChange: (value: string) => void;
  onEnter: () => void;
  onEscape: () => void;
}

function OptionField({
  name,
  value,
  help,
  problem,
  isFirst = false,
  onChange,
  onEnter,
  onEscape,
}: OptionFieldProps) {
  const id = useId();
  const first = useFocus<HTMLInputElement>();
  const field = fields[name];
  const range = t.model.range(format.bound(field.min), format.bound(field.max), settingTexts[name].unit);
  return (
    <div className="field">
      <label htmlFor={id}>{settingTexts[name].label}</label>
      <input
        id={id}
        ref={isFirst ? first : undefined}
        inputMode={field.kind === 'integer' ? 'numeric' : 'decimal'}
        autoComplete="off"
        value={value}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-help`}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onEnter();
          if (event.key === 'Escape') onEscape();
        }}
      />
      <p className={problem ? 'help help-problem' : 'help'} id={`${id}-help`}>
        {problem ?? (
          <>
            {help} <span className="range">{range}</span>
          </>
        )}
      </p>
    </div>
  );
}

interface ContinueTrainingFormProps {
  held: HeldModel;
  obstacle: string | null;
  onDone: () => void;
}

function ContinueTrainingForm({ held, obstacle, onDone }: ContinueTrainingFormProps) {
  const { run } = useController();
  const dataName = useApp((state) => state.data.loaded?.summary.name ?? '');
  const [typed, setTyped] = useState<{ of: HeldModel; options: FineTuneOptions } | null>(null);
  // Another network has another rate.
  const options = typed?.of === held ? typed.options : defaultOptions(held.config);
  const setOptions = (next: FineTuneOptions) => setTyped({ of: held, options: next });
  const id = useId();
  const problems = optionProblems(held.config, options);
  const canStart = obstacle === null && Object.keys(problems).length === 0;

  function start() {
    if (!canStart) return;
    void run.continueTraining(options);
    onDone();
  }

  return (
    <div className="continue-training" role="group" aria-label={words.title}>
      <p className="help" id={`${id}-what`}>
        {obstacle ?? words.what(dataName)}
      </p>
      <div className="continue-training-fields">
        <OptionField
          name="epochs"
          isFirst
          value={options.epochs}
          problem={problems.epochs}
          onChange={(epochs) => setOptions({ ...options, epochs })}
          onEnter={start}
          onEscape={onDone}
        />
        <OptionField
          name="learningRate"
          help={words.rate(held.config.learningRate)}
          value={options.learningRate}
          problem={problems.learningRate}
          onChange={(learningRate) => setOptions({ ...options, learningRate })}
          onEnter={start}
          onEscape={onDone}
        />
      </div>
      <div className="action-row">
        <Action kind="main" isDisabled={!canStart} describedBy={`${id}-what`} onPress={start}>
          {words.start}
        </Action>
        <Action kind="quiet" onPress={onDone}>
          {words.cancel}
        </Action>
      </div>
    </div>
  );
}

/** Continues training the loaded network on the loaded data. */
export function ContinueTraining({ held }: { held: HeldModel }) {
  const obstacle = useObstacle();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const group = useFocusAfter<HTMLDivElement>(isOpen);
  if (isOpen) return <ContinueTrainingForm held={held} obstacle={obstacle} onDone={() => setOpen(false)} />;
  return (
    <div className="continue-training-closed" ref={group} tabIndex={-1}>
      <Action isDisabled={obstacle !== null} describedBy={id} onPress={() => setOpen(true)}>
        {words.open}
      </Action>
      <p className="help" id={id} role="status">
        {obstacle}
      </p>
    </div>
  );
}
