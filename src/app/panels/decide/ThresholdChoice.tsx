import { useId, useState } from 'react';

import { thresholdOf, type ConfusionMatrix, type DecisionReport } from '../../../workers/protocol.ts';
import { decideWords } from '../../i18n/decide.ts';
import { useChecking } from '../../state/findings/checking.ts';
import { Action } from '../../ui/Action.tsx';
import { DecimalField } from '../../ui/DecimalField.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Costs } from './Costs.tsx';
import { PlainConfusion } from './PlainConfusion.tsx';
import { againstRest, costOf, wrongOf } from './counts.ts';

const words = decideWords.threshold;

export interface ThresholdChoiceProps {
  report: DecisionReport;
  weights: readonly number[];
  confusion: ConfusionMatrix | null;
  isBlocked: boolean;
}

/** A slider with what it does to the reviews to choose by, what errors cost, and the button that stores the choice. */
export function ThresholdChoice({ report, weights, confusion, isBlocked }: ThresholdChoiceProps) {
  const { decisions } = useChecking();
  const { classNames, shown, decision } = report;
  const id = useId();
  const [costs, setCosts] = useState<readonly number[] | null>(null);
  const isTwo = classNames.length === 2;
  const threshold = thresholdOf(weights, shown);
  const isStored = weights.every((weight, at) => isNear(weight, shareOf(decision.weights, at), weights));
  return (
    <section className="decide-part" aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{words.title}</h3>
      <div className="decide-slider">
        <label htmlFor={id}>{words.label(classNames[shown])}</label>
        <input
          id={id}
          type="range"
          min={0.001}
          max={0.999}
          step={0.001}
          value={threshold}
          disabled={isBlocked}
          aria-valuetext={words.value(threshold)}
          aria-describedby={`${id}-help`}
          onChange={(event) => void decisions.moveThreshold(Number(event.target.value))}
        />
        <output htmlFor={id}>{words.value(threshold)}</output>
      </div>
      <p className="help" id={`${id}-help`}>
        {words.help(classNames[shown], classNames.length)}
      </p>
      {confusion && (
        <div className="decide-result" aria-live="polite">
          <p>{words.result(wrongOf(confusion), report.rows.validation, costOf(confusion, costs))}</p>
          <p>{scoresText(classNames[shown], confusion, shown)}</p>
        </div>
      )}
      {confusion && <PlainConfusion matrix={confusion} classNames={classNames} />}
      <Costs classNames={classNames} isBlocked={isBlocked} onCosts={setCosts} />
      {!isTwo && <Weights classNames={classNames} weights={weights} />}
      <div className="actions">
        <Action
          isDisabled={isBlocked || isStored}
          describedBy={`${id}-stored`}
          onPress={() => void decisions.storeWeights()}
        >
          {isTwo ? words.store : words.storeWeights}
        </Action>
        <p className="help" id={`${id}-stored`}>
          {isStored ? words.stored : words.notStored}
        </p>
      </div>
    </section>
  );
}

const shareOf = (weights: readonly number[], at: number) =>
  weights[at] / weights.reduce((sum, weight) => sum + weight, 0);

/** Only how weights compare counts. */
function isNear(weight: number, share: number, weights: readonly number[]): boolean {
  return Math.abs(weight / weights.reduce((sum, one) => sum + one, 0) - share) < 1e-9;
}

function scoresText(name: string, confusion: ConfusionMatrix, shown: number): string {
  const { found, taken, rows } = againstRest(confusion, shown);
  return words.scores(name, taken > 0 ? found / taken : null, rows > 0 ? found / rows : null);
}

/** Of more than two classes: the weights that the slider and the costs have made. */
function Weights({ classNames, weights }: { classNames: readonly string[]; weights: readonly number[] }) {
  const { decisions } = useChecking();
  const [isOpen, setOpen] = useState(false);
  const { title, help, label } = decideWords.weights;
  return (
    <Disclosure title={title} isOpen={isOpen} onToggle={setOpen}>
      <p className="help">{help}</p>
      <div className="decide-fields">
        {classNames.map((name, id) => (
          <WeightField
            key={`${id} ${weights[id]}`}
            label={label(name)}
            weight={weights[id]}
            onWeight={(weight) =>
              void decisions.weigh({ weights: weights.map((one, at) => (at === id ? weight : one)) })
            }
          />
        ))}
      </div>
    </Disclosure>
  );
}

interface WeightFieldProps {
  label: string;
  weight: number;
  onWeight: (weight: number) => void;
}

/** It counts when the field is left or Enter is pressed. */
function WeightField({ label, weight, onWeight }: WeightFieldProps) {
  const [text, setText] = useState(String(Number(weight.toPrecision(4))));
  const done = () => {
    const value = Number(text);
    if (text.trim() !== '' && value >= 0 && value <= 1e6 && text !== String(Number(weight.toPrecision(4))))
      onWeight(value);
  };
  return (
    <DecimalField
      label={label}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={done}
      onKeyDown={(event) => {
        if (event.key === 'Enter') done();
      }}
    />
  );
}
