import { useEffect, useState } from 'react';

import type { Explanation, Prediction } from '../../../workers/protocol.ts';
import { attributionWords as words } from '../../i18n/attribution.ts';
import * as format from '../../i18n/format.ts';
import { useInsight } from '../../state/insight/actions.ts';
import { AttributionScale } from '../../shared/AttributionScale.tsx';
import { useApp } from '../../state/react.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { NumberTable } from '../../ui/NumberTable.tsx';
import { Scroller } from '../../ui/Scroller.tsx';
import { Tokens } from './Tokens.tsx';
import './attribution.css';

/** The class that a word speaks for when it adds something. */
function explainedClass({ classes, probability }: Explanation): number {
  return classes.length === 2 ? 1 : probability.indexOf(Math.max(...probability));
}

function Numbers({ explanation }: { explanation: Explanation }) {
  const { columns } = words;
  const shown = explainedClass(explanation);
  return (
    <Scroller label={words.scroll}>
      <NumberTable
        className="attribution-table"
        caption={words.numbers}
        isCaptionHidden
        columns={[columns.token, columns.attribution, columns.running(explanation.classes[shown])]}
        rows={explanation.tokens.map(({ token, attribution, running }) => [
          token,
          format.signed(attribution),
          format.percent(running[shown]),
        ])}
      />
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
