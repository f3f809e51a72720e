import { say } from '../../i18n/index.ts';
import { useId, useMemo } from 'react';

import type { TermName } from '../../../contract/messages/en/glossary.ts';
import type { BaselineComparison, TestReport } from '../../../workers/protocol.ts';
import { testWords as words } from '../../i18n/test.ts';
import * as format from '../../i18n/format.ts';
import { useApp } from '../../state/react.ts';
import { spreadEvidence } from '../../state/runs/spread.ts';
import { Scroller } from '../../ui/Scroller.tsx';
import { Term } from '../../ui/Term.tsx';

interface BaselineRowProps {
  name: string;
  term: TermName;
  of: BaselineComparison;
}

function BaselineRow({ name, term, of }: BaselineRowProps) {
  return (
    <tr>
      <th scope="row">
        <Term name={term}>{name}</Term>
      </th>
      <td className="number">{format.percent(of.accuracy)}</td>
      <td className="number">{words.difference(of.difference)}</td>
      <td className="number">{words.interval(of.interval)}</td>
      <td className="number">{words.pValue(of.pValue)}</td>
    </tr>
  );
}

function Baselines({ report: { accuracy, baselines } }: { report: TestReport }) {
  if (!baselines) return <p className="help">{words.noBaselines}</p>;
  return (
    <>
      <Scroller label={words.scroll}>
        <table className="baseline-table">
          <caption>{words.baselines}</caption>
          <thead>
            <tr>
              <th scope="col">{words.columns.model}</th>
              {(['accuracy', 'difference', 'interval', 'pValue'] as const).map((name) => (
                <th key={name} scope="col" className="number">
                  <Term name={name}>{words.columns[name]}</Term>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr className="own">
              <th scope="row">{words.network}</th>
              <td className="number">{format.percent(accuracy)}</td>
              <td colSpan={3} />
            </tr>
            <BaselineRow name={words.bagOfWords} term="bagOfWords" of={baselines.bagOfWords} />
            <BaselineRow name={words.majority} term="majority" of={baselines.majority} />
          </tbody>
        </table>
      </Scroller>
      <p className="help">{words.help}</p>
    </>
  );
}

/** What other seeds and splits gave, where that was measured. */
function SpreadLine() {
  const held = useApp((state) => state.model.held);
  const summary = useApp((state) => state.data.loaded?.summary ?? null);
  const list = useApp((state) => state.runs.list);
  const on = useApp((state) => state.test.on);
  const evidence = useMemo(
    () => spreadEvidence({ held, summary, on, runs: list?.runs ?? [] }),
    [held, summary, on, list],
  );
  if (!evidence) return null;
  const { own, measured } = evidence;
  const { network, baseline } = measured ?? {};
  const sentences = [
    own && words.spread.own(own.count, own.low, own.high),
    network &&
      words.spread.measured(network.count, network.mean, network.deviation ?? 0, network.low, network.high),
    baseline && words.spread.baseline(baseline.mean, baseline.deviation ?? 0),
  ].filter(Boolean);
  return sentences.length > 0 ? <p className="spread">{sentences.join(' ')}</p> : null;
}

/** The network beside the baselines, what that says, and what to try next. */
export function Evidence({ report }: { report: TestReport }) {
  const reasonsId = useId();
  return (
    <section className="evidence">
      <SpreadLine />
      <Baselines report={report} />
      {report.verdict && (
        <p>
          <strong>{say(report.verdict)}</strong>
        </p>
      )}
      {report.reasons.length > 0 && (
        <section>
          <h3 id={reasonsId}>{words.reasons}</h3>
          <ol aria-labelledby={reasonsId}>
            {report.reasons.map((reason) => (
              <li key={reason.code}>{say(reason)}</li>
            ))}
          </ol>
        </section>
      )}
      {report.advice.length > 0 && (
        <ul className="advice" aria-label={words.advice}>
          {report.advice.map((advice) => (
            <li key={advice.code}>{say(advice)}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
