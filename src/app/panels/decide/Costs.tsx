import { useId, useState } from 'react';

import { decideWords } from '../../i18n/decide.ts';
import { useChecking } from '../../state/findings/checking.ts';
import { Action } from '../../ui/Action.tsx';
import { DecimalField } from '../../ui/DecimalField.tsx';

const words = decideWords.costs;

export interface CostsProps {
  classNames: readonly string[];
  isBlocked: boolean;
  /** The costs that are in the fields, each time that all of them are numbers. */
  onCosts: (costs: readonly number[]) => void;
}

/** What a wrong answer to a review of each class costs, and the weights that follow. */
export function Costs({ classNames, isBlocked, onCosts }: CostsProps) {
  const { decisions } = useChecking();
  const id = useId();
  const [texts, setTexts] = useState<readonly string[]>(() => classNames.map(() => '1'));
  const isRight = texts.every((text) => isCost(text));
  const change = (at: number, text: string) => {
    const changed = texts.map((one, other) => (other === at ? text : one));
    setTexts(changed);
    if (changed.every((one) => isCost(one))) onCosts(changed.map(Number));
  };
  return (
    <fieldset className="decide-costs" aria-describedby={`${id}-help`}>
      <legend>{words.title}</legend>
      <div className="decide-fields">
        {classNames.map((name, at) => (
          <DecimalField
            key={at}
            label={words.label(name)}
            value={texts[at]}
            aria-invalid={!isCost(texts[at]) || undefined}
            onChange={(event) => change(at, event.target.value)}
          />
        ))}
      </div>
      <p className="help" id={`${id}-help`}>
        {isRight ? words.help : words.wrong}
      </p>
      <Action
        isDisabled={isBlocked || !isRight}
        describedBy={`${id}-help`}
        onPress={() => void decisions.weigh({ costs: texts.map(Number) })}
      >
        {classNames.length === 2 ? words.find : words.findWeights}
      </Action>
    </fieldset>
  );
}

function isCost(text: string): boolean {
  return text.trim() !== '' && Number(text) > 0 && Number(text) <= 1e6;
}
