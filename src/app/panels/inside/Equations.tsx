import { useEffect, useState } from 'react';

import type { Gradients } from '../../../workers/protocol.ts';
import { backward, equationWords as words, forward, type Equation } from '../../i18n/equations.ts';
import { useInsight } from '../../state/insight/actions.ts';
import { useApp } from '../../state/react.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Formula } from './Formula.tsx';
import type { UnitCurvesProps } from './UnitCurves.tsx';
import { gradientsAt, numbersAt } from './units.ts';

function EquationList({ equations }: { equations: readonly Equation[] }) {
  return (
    <ul>
      {equations.map(({ name, formula, numbers }) => (
        <li key={formula}>
          <span className="equation-name">{name}</span>
          <span>
            <Formula>{formula}</Formula>
            {numbers && ` = ${numbers}`}
          </span>
        </li>
      ))}
    </ul>
  );
}

export interface EquationsProps extends UnitCurvesProps {
  text: string;
  /** Of the class whose logit is told of. */
  name: string;
}

const isOf = (found: Gradients, { text, view }: EquationsProps) =>
  found.text === text && found.layer === view.layer.name && found.direction === view.direction.direction;

/** How the logit changes with all that the unit does at the word; asked for when it is opened. */
function Backwards(props: EquationsProps) {
  const { view, unit, word, name } = props;
  const insight = useInsight();
  const found = useApp((state) => state.insight.gradients);
  const layer = view.layer.name;
  const { direction } = view.direction;
  useEffect(() => insight.watchGradients({ layer, direction }), [insight, layer, direction]);
  if (!found || !isOf(found, props)) return <p className="help">{words.waiting}</p>;
  const numbers = numbersAt(view, unit, word);
  return (
    <>
      <p className="help">{words.backLead(name)}</p>
      <EquationList equations={backward[view.layer.cell](numbers, gradientsAt(found, view, unit, word))} />
    </>
  );
}

/** The formulas of the cell with the chosen word's numbers in them, forwards, and backwards on demand. */
export function Equations(props: EquationsProps) {
  const { view, tokens, unit, word } = props;
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="unit-equations">
      <h4>{words.title(tokens[word].token)}</h4>
      <EquationList equations={forward[view.layer.cell](numbersAt(view, unit, word))} />
      <Disclosure title={words.back} isOpen={isOpen} onToggle={setOpen}>
        <Backwards {...props} />
      </Disclosure>
    </div>
  );
}
