import { useEffect, useState } from 'react';

import type { Explanation, Prediction } from '../../../workers/protocol.ts';
import { attributionWords as words } from '../../i18n/attribution.ts';
import * as format from '../../i18n/format.ts';
import { useInsight } from '../../state/insight/actions.ts';
import { AttributionScale } from '../../shared/AttributionScale.tsx';
import { useApp } from '../../state/react.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Scroller } from '../../ui/Scroller.tsx';
import { Tokens } from './Tokens.tsx';
import './attribution.css';

/** The class that a word speaks for when it adds something. */
function explainedClass({ classes, probability }: Explanation): number {
  return classes.length === 2 ? 1 : probability.indexOf(Math.max(...probability));
}

function Numbers({ explanation }: { explanation: Explanation }) {
  const shown = explainedClass(explanation);
  return (
    <Scroller label={words.scroll}>
      <table className="attribution-table">
        <caption className="visually-hidden">{words.numbers}</caption>
        <thead>
          <tr>
            <th scope="col">{words.columns.token}</th>
            <th scope="col" className="number">
              {words.columns.attribution}
            </th>
            <th scope="col" className="number">
              {words.columns.running(explanation.classes[shown])}
            </th>
          </tr>
        </thead>
        <tbody>
          {explanation.tokens.map(({ token, attribution, running }, place) => (
            <tr key={place}>
              <th scope="row" dir="auto">
                {token}
              </th>
              <td className="number">{format.signed(attribution)}</td>
              <td className="number">{format.percent(running[shown])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}

/** The words of an answer, coloured by what each adds to it once that is known. */
export function Attribution({ text, prediction }: { text: string; prediction: Prediction }) {
  const insight = useInsight();
  const found = useApp((state) => state.insight.explanation);
  const [isOpen, setOpen] = useState(false);
  useEffect(() => insight.watchExplanation(), [insight]);
  const explanation = found?.text === text && !prediction.weights ? found : null;
  if (!explanation) return <Tokens {...prediction} />;
  const { classes, tokens, logit, baselineLogit, completenessError } = explanation;
  const name = classes[explainedClass(explanation)];
  return (
    <div className="attribution">
      <Tokens {...prediction} added={tokens.map(({ attribution }) => attribution)} />
      <AttributionScale name={name} />
      <p className="help">{words.help(logit, baselineLogit, completenessError)}</p>
      <Disclosure title={words.numbers} isOpen={isOpen} onToggle={setOpen}>
        <Numbers explanation={explanation} />
      </Disclosure>
    </div>
  );
}
