import { useState } from 'react';

import type { Faithfulness, FaithfulOrder } from '../../../workers/protocol.ts';
import { Plot } from '../../charts/Plot.tsx';
import * as format from '../../i18n/format.ts';
import { pictureWords } from '../../i18n/pictures.ts';
import { proofWords as words } from '../../i18n/proof.ts';
import { InquiryProgress } from '../../shared/InquiryProgress.tsx';
import { SavePicture } from '../../shared/SavePicture.tsx';
import { useMeasurements } from '../../state/insight/measurements.ts';
import { useApp } from '../../state/react.ts';
import { Action } from '../../ui/Action.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Scroller } from '../../ui/Scroller.tsx';
import { proofCsv } from './numbers.ts';
import { proofPicture } from './pictures.ts';
import { CurveTable, OrderTable } from './ProofTables.tsx';
import './proof.css';

/** Reviews that are measured, where there are as many. */
const mostReviews = 200;
const kinds = ['deletion', 'insertion'] as const;
const ticks = [0, 0.5, 1].map((at) => ({ at, label: words.share(at) }));

/** In a box of 100 by 100. */
function lineOf(curve: readonly number[], shares: readonly number[]): string {
  return `M${curve.map((value, i) => `${100 * shares[i]} ${(100 - 100 * value).toFixed(2)}`).join('L')}`;
}

/** The answer's probability at three tenths of the words: by the first method, and in random order. */
function heights({ orders, shares }: Faithfulness, kind: (typeof kinds)[number]): [number, number] {
  const at = shares.findIndex((share) => share >= 0.3);
  return [orders[0][kind][at], orders[orders.length - 1][kind][at]];
}

function Legend({ orders }: { orders: readonly FaithfulOrder[] }) {
  return (
    <ul className="proof-legend">
      {orders.map(({ name }) => (
        <li key={name}>
          <svg viewBox="0 0 24 8" aria-hidden="true">
            <path className={`proof-line proof-${name}`} d="M0 4H24" />
          </svg>
          {words.order(name)}
        </li>
      ))}
    </ul>
  );
}

function Found({ found }: { found: Faithfulness }) {
  const { orders, shares, trusted, reviews } = found;
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <p>
        {words.facts(reviews, found.words)} {words.trust(trusted)}
      </p>
      <Legend orders={orders} />
      <div className="proof-plots">
        {kinds.map((kind) => (
          <Plot
            key={kind}
            title={words[kind]}
            text={words.picture(kind, ...heights(found, kind))}
            xTicks={ticks}
            yTicks={ticks}
          >
            {orders.map((order) => (
              <path
                key={order.name}
                className={`proof-line proof-${order.name}`}
                d={lineOf(order[kind], shares)}
              />
            ))}
          </Plot>
        ))}
      </div>
      <SavePicture
        what={pictureWords.curves}
        fileName="attribution-proof"
        picture={(palette) => proofPicture(found, palette)}
        numbers={() => proofCsv(found)}
      />
      <Disclosure title={words.numbers} isOpen={isOpen} onToggle={setOpen}>
        <Scroller label={words.scroll} className="number-scroller">
          <div className="stack">
            <OrderTable orders={orders} />
            {kinds.map((kind) => (
              <CurveTable key={kind} {...{ kind, found }} />
            ))}
          </div>
        </Scroller>
      </Disclosure>
    </>
  );
}

/** Measures on unseen reviews whether the words that are coloured most are those that the network answers by. */
export function Proof() {
  const measurements = useMeasurements();
  const inquiry = useApp((state) => state.insight.proof);
  const { isAsking, share, rows, found, problem } = inquiry;
  const hasData = useApp((state) => state.data.loaded !== null);
  return (
    <section className="stack">
      <h3>{words.title}</h3>
      <p className="help">{words.lead(mostReviews)}</p>
      {problem && <Notice kind="problem">{problem}</Notice>}
      {isAsking ? (
        <InquiryProgress
          of={inquiry}
          label={words.progress}
          sentence={`${format.percent(share ?? 0)}, ${words.done(rows)}`}
          onCancel={() => measurements.cancel('proof')}
        />
      ) : (
        <div className="inside-steps">
          <Action isDisabled={!hasData} onPress={() => void measurements.prove(mostReviews)}>
            {words.measure}
          </Action>
        </div>
      )}
      {found && <Found found={found} />}
    </section>
  );
}
