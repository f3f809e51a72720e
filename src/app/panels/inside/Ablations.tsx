import type { CsvValue } from '../../../contract/csv.ts';
import { clampedGates, clamps } from '../../../contract/insight.ts';
import type { Change, Inside } from '../../../workers/protocol.ts';
import { insideWords } from '../../i18n/inside.ts';
import * as format from '../../i18n/format.ts';
import { pictureWords } from '../../i18n/pictures.ts';
import { ablationWords as words } from '../../i18n/proof.ts';
import { InquiryProgress } from '../../shared/InquiryProgress.tsx';
import type { Palette } from '../../shared/picture.ts';
import { SavePicture } from '../../shared/SavePicture.tsx';
import { useMeasurements } from '../../state/insight/measurements.ts';
import { useApp } from '../../state/react.ts';
import type { Ablation } from '../../state/store.ts';
import { Action } from '../../ui/Action.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { NumberTable } from '../../ui/NumberTable.tsx';
import { Scroller } from '../../ui/Scroller.tsx';
import { barsPicture } from './pictures.ts';
import { viewsOf } from './units.ts';

/** Each direction of each layer shut, and for LSTMs the gates put where they stay. */
function changesOf(inside: Inside): Change[] {
  const shut = viewsOf(inside).map(({ layer, direction: { direction } }) => ({
    gates: {},
    unit: { layer: layer.name, direction, unit: null },
  }));
  const isLstm = inside.layers.every(({ cell }) => cell === 'lstm');
  const clamped = clampedGates.flatMap((gate) => clamps.map((to) => ({ gates: { [gate]: to }, unit: null })));
  return isLstm ? [...shut, ...clamped] : shut;
}

function nameOf({ gates, unit }: Change, { layers }: Inside): string {
  if (!unit) return words.gates(gates);
  const index = layers.findIndex(({ name }) => name === unit.layer);
  const isAlone = layers[index]?.directions.length === 1;
  return words.shut(insideWords.layerName(index, unit.direction, isAlone));
}

function ablationPicture(found: readonly Ablation[], inside: Inside, palette: Palette): string {
  const bars = found.map(({ change, measured }) => ({
    name: nameOf(change, inside),
    share: measured.after,
    text: `${format.percent(measured.after)}, ${words.difference(measured)}`,
  }));
  return barsPicture(words.table, bars, palette);
}

const ablationCsv = (found: readonly Ablation[], inside: Inside): CsvValue[][] => [
  [...words.csv],
  ...found.map(({ change, measured: { before, after, interval, rows } }) => [
    ...[nameOf(change, inside), after, before, after - before, ...interval, rows],
  ]),
];

function Table({ found, inside }: { found: readonly Ablation[]; inside: Inside }) {
  const { part, accuracy, difference } = words.columns;
  return (
    <>
      <p>{words.summary(found[0].measured)}</p>
      <Scroller label={words.scroll} className="number-scroller">
        <NumberTable
          caption={words.table}
          isCaptionHidden
          columns={[part, accuracy, difference]}
          rows={found.map(({ change, measured }) => [
            nameOf(change, inside),
            <>
              <span className="ablation-bar" aria-hidden="true">
                <span style={{ '--share': measured.after }} />
              </span>
              {format.percent(measured.after)}
            </>,
            words.difference(measured),
          ])}
        />
      </Scroller>
      <SavePicture
        what={pictureWords.parts}
        fileName="parts"
        picture={(palette) => ablationPicture(found, inside, palette)}
        numbers={() => ablationCsv(found, inside)}
      />
    </>
  );
}

/** What the network is still right on with each of its parts shut: one button measures them all. */
export function Ablations({ inside }: { inside: Inside }) {
  const measurements = useMeasurements();
  const inquiry = useApp((state) => state.insight.ablations);
  const { isAsking, rows, found, problem } = inquiry;
  const changes = changesOf(inside);
  return (
    <div className="stack">
      <h3>{words.title}</h3>
      <p className="help">{words.lead}</p>
      {problem && <Notice kind="problem">{problem}</Notice>}
      {isAsking ? (
        <InquiryProgress
          of={inquiry}
          label={words.progress}
          sentence={words.done(rows, changes.length)}
          onCancel={() => measurements.cancel('ablations')}
        />
      ) : (
        <div className="inside-steps">
          <Action onPress={() => void measurements.ablate(changes)}>{words.measure}</Action>
        </div>
      )}
      {found && <Table {...{ found, inside }} />}
    </div>
  );
}
