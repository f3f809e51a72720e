import { clampedGates, clamps } from '../../../contract/insight.ts';
import type { Change, Clamp } from '../../../workers/protocol.ts';
import { insideWords } from '../../i18n/inside.ts';
import { useInsight } from '../../state/insight/actions.ts';
import { useApp } from '../../state/react.ts';
import { Action } from '../../ui/Action.tsx';
import { Select } from '../../ui/Select.tsx';
import type { View } from './units.ts';

const words = insideWords.whatIf;
const none: Change = { gates: {}, unit: null };

export interface WhatIfProps {
  view: View;
  /** Which can be shut. */
  unit: number;
  /** The class whose probability is told, its name, and its probability for the whole text with the change. */
  shown: number;
  name: string;
  probability: number;
}

/** Gates that are put where they stay and a unit that is shut: what the network answers then, and how accurate it is. */
export function WhatIf({ view, unit, shown, name, probability }: WhatIfProps) {
  const insight = useInsight();
  const { change, measured, measuring } = useApp((state) => state.insight);
  const answer = useApp((state) => state.attempt.answer);
  const { gates, unit: shut } = change ?? none;
  const trained = answer?.prediction.probabilities[shown] ?? probability;
  const clampTo = (gate: (typeof clampedGates)[number], to: Clamp | undefined) => {
    const { [gate]: _before, ...others } = gates;
    const next = to ? { ...others, [gate]: to } : others;
    insight.change(Object.keys(next).length === 0 && !shut ? null : { gates: next, unit: shut });
  };
  const { name: layer } = view.layer;
  const { direction } = view.direction;
  return (
    <div className="stack">
      <h3>{words.title}</h3>
      <p className="help">{words.lead}</p>
      <div className="microscope-choices">
        {clampedGates.map((gate) => (
          <Select
            key={gate}
            label={words.gates[gate]}
            value={gates[gate] ?? 'trained'}
            options={[
              { value: 'trained', label: words.clamps.trained },
              ...clamps.map((one) => ({ value: one, label: words.clamps[one] })),
            ]}
            onChange={(value) =>
              clampTo(
                gate,
                clamps.find((one) => one === value),
              )
            }
          />
        ))}
      </div>
      <div className="inside-steps">
        <Action onPress={() => insight.change({ gates, unit: { layer, direction, unit } })}>
          {words.shut(unit)}
        </Action>
        <Action isDisabled={!change} onPress={() => insight.change(null)}>
          {words.reset}
        </Action>
        <Action isDisabled={!change || measuring} onPress={() => void insight.measure()}>
          {words.measure}
        </Action>
      </div>
      <p role="status">
        {change && words.outcome(name, probability, trained)}{' '}
        {shut && (shut.unit === null ? words.isDirectionShut : words.isShut(shut.unit))}{' '}
        {measuring && words.measuring}
        {measured && words.measured(measured)}
      </p>
    </div>
  );
}
