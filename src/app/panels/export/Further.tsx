import { useId, useState } from 'react';

import { fields } from '../../../workers/protocol.ts';
import { t } from '../../i18n/index.ts';
import * as format from '../../i18n/format.ts';
import { firstWish, wishProblems, type FurtherWish } from '../../state/settings/further.ts';
import { dataObstacle } from '../../state/data/obstacle.ts';
import { useApp, useSession } from '../../state/react.ts';
import { busyStatus, type HeldModel } from '../../state/store.ts';
import { Action } from '../../ui/Action.tsx';
import { useFocus, useFocusAfter } from '../../ui/focus.ts';

const words = t.export.further;

/** Why the network can't be trained further now; null when it can. */
function useObstacle(): string | null {
  const obstacle = useApp(dataObstacle);
  const isTesting = useApp((state) => state.test.running);
  const status = useApp((state) => busyStatus(state.run));
  if (status) return words.training(status);
  if (obstacle) return t.training.whyNot[obstacle];
  return isTesting ? t.training.whyNot.testing : null;
}

interface WishFieldProps {
  name: keyof FurtherWish;
  value: string;
  help?: string;
  problem: string | undefined;
  /** It takes the focus when it appears. */
  isFirst?: boolean;
  onChange: (value: string) => void;
  onEnter: () => void;
  onEscape: () => void;
}

function WishField({
  name,
  value,
  help,
  problem,
  isFirst = false,
  onChange,
  onEnter,
  onEscape,
}: WishFieldProps) {
  const id = useId();
  const first = useFocus<HTMLInputElement>();
  const field = fields[name];
  const range = t.model.range(format.bound(field.min), format.bound(field.max), field.unit);
  return (
    <div className="field">
      <label htmlFor={id}>{field.label}</label>
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

interface FurtherFormProps {
  held: HeldModel;
  obstacle: string | null;
  onDone: () => void;
}

function FurtherForm({ held, obstacle, onDone }: FurtherFormProps) {
  const { run } = useSession();
  const dataName = useApp((state) => state.data.loaded?.summary.name ?? '');
  const [typed, setTyped] = useState<{ of: HeldModel; wish: FurtherWish } | null>(null);
  // Another network has another rate.
  const wish = typed?.of === held ? typed.wish : firstWish(held.config);
  const setWish = (next: FurtherWish) => setTyped({ of: held, wish: next });
  const id = useId();
  const problems = wishProblems(held.config, wish);
  const canStart = obstacle === null && Object.keys(problems).length === 0;

  function start() {
    if (!canStart) return;
    void run.trainFurther(wish);
    onDone();
  }

  return (
    <div className="further" role="group" aria-label={words.title}>
      <p className="help" id={`${id}-what`}>
        {obstacle ?? words.what(dataName)}
      </p>
      <div className="further-fields">
        <WishField
          name="epochs"
          isFirst
          value={wish.epochs}
          problem={problems.epochs}
          onChange={(epochs) => setWish({ ...wish, epochs })}
          onEnter={start}
          onEscape={onDone}
        />
        <WishField
          name="learningRate"
          help={words.rate(held.config.learningRate)}
          value={wish.learningRate}
          problem={problems.learningRate}
          onChange={(learningRate) => setWish({ ...wish, learningRate })}
          onEnter={start}
          onEscape={onDone}
        />
      </div>
      <div className="export-actions">
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

/** The network at hand goes on learning, on the data at hand. */
export function Further({ held }: { held: HeldModel }) {
  const obstacle = useObstacle();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const group = useFocusAfter<HTMLDivElement>(isOpen);
  if (isOpen) return <FurtherForm held={held} obstacle={obstacle} onDone={() => setOpen(false)} />;
  return (
    <div className="further-closed" ref={group} tabIndex={-1}>
      <Action isDisabled={obstacle !== null} describedBy={id} onPress={() => setOpen(true)}>
        {words.open}
      </Action>
      <p className="help" id={id} role="status">
        {obstacle}
      </p>
    </div>
  );
}
