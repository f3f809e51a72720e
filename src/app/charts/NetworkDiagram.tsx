import { useState } from 'react';

import { parameterCount, type RunConfig } from '../../workers/protocol.ts';
import { t } from '../i18n/index.ts';
import { networkShape, type NetworkShape } from '../state/settings/network-shape.ts';
import './NetworkDiagram.css';

/** All lengths in units of the drawing. It is as wide as a phone, and only grows upwards. */
const width = 340;
const columns = { first: 30, gap: 44, last: 30 + 3 * 44 };
const labelsAt = 200;
const rows = { words: 26, row: 56, cell: 32 };

const columnX = (word: number) => columns.first + word * columns.gap;
const word = [0, 1, 2, 3];
const half = rows.cell / 2;

/** More cells make a fuller box: the share of its height that is filled, on a logarithmic scale. */
function fill(cells: number): number {
  return 0.15 + 0.85 * Math.min(1, Math.log2(cells + 1) / 9);
}

function RowLabel({ y, title, details }: { y: number; title: string; details: string[] }) {
  return (
    <>
      <text x={labelsAt} y={y + 4 - details.length * 6} className="diagram-title">
        {title}
      </text>
      {details.map((detail, line) => (
        <text
          key={detail}
          x={labelsAt}
          y={y + 17 - details.length * 6 + line * 13}
          className="diagram-detail"
        >
          {detail}
        </text>
      ))}
    </>
  );
}

function Up({ x, from, to }: { x: number; from: number; to: number }) {
  return <path d={`M${x} ${from}V${to + 1}`} className="diagram-line" markerEnd="url(#diagram-tip)" />;
}

/** One recurrent layer, drawn once for each word: the arrows between the boxes carry its memory. */
function Layer({ y, cells, directions }: { y: number; cells: number; directions: number }) {
  const height = rows.cell * fill(cells);
  return (
    <g>
      {word.map((i) => (
        <g key={i}>
          <rect
            x={columnX(i) - half}
            y={y + half - height}
            width={rows.cell}
            height={height}
            className="diagram-fill"
          />
          <rect
            x={columnX(i) - half}
            y={y - half}
            width={rows.cell}
            height={rows.cell}
            className="diagram-box"
          />
        </g>
      ))}
      {word.slice(1).map((i) => {
        const [from, to] = [columnX(i - 1) + half, columnX(i) - half];
        const above = directions === 2 ? y - 5 : y;
        return (
          <g key={i}>
            <path
              d={`M${from} ${above}H${to - 1}`}
              className="diagram-memory"
              markerEnd="url(#diagram-tip-memory)"
            />
            {directions === 2 && (
              <path
                d={`M${to} ${y + 5}H${from + 1}`}
                className="diagram-memory"
                markerEnd="url(#diagram-tip-memory)"
              />
            )}
          </g>
        );
      })}
    </g>
  );
}

function Embedding({ y, shape }: { y: number; shape: NetworkShape }) {
  return (
    <g>
      {word.map((i) => (
        <g key={i}>
          <text x={columnX(i)} y={y + 34} className="diagram-word">
            {t.diagram.words[i]}
          </text>
          <rect
            x={columnX(i) - 15}
            y={y - 6}
            width={30}
            height={12}
            className="diagram-box diagram-stripes"
          />
        </g>
      ))}
      <RowLabel
        y={y}
        title={t.diagram.embedding}
        details={[
          t.diagram.embeddingSize(shape.embedding.words, shape.embedding.size),
          t.diagram.weights(parameterCount(shape.embedding.parameters)),
        ]}
      />
    </g>
  );
}

/** What becomes of the top layer's outputs: all of them are pooled, or the last one is used alone. */
function Pooling({ y, shape }: { y: number; shape: NetworkShape }) {
  // Read backwards, a review ends at its first word: that output stands for the whole of it.
  const ends = shape.recurrent[0].directions.length === 2 ? [0, 3] : [3];
  const sources = shape.pooling.pooling === 'last' ? ends : word;
  const from = columnX(sources[0]) - half;
  return (
    <g>
      <rect x={from} y={y - 7} width={columnX(3) + half - from} height={14} rx={7} className="diagram-box" />
      {sources.map((i) => (
        <Up key={i} x={columnX(i)} from={y + rows.row - half} to={y + 7} />
      ))}
      <RowLabel
        y={y}
        title={t.diagram.pooling[shape.pooling.pooling]}
        details={[t.diagram.features(shape.pooling.width)]}
      />
    </g>
  );
}

function Output({ y, shape, classNames }: { y: number; shape: NetworkShape; classNames: readonly string[] }) {
  const x = columnX(3);
  return (
    <g>
      <Up x={x} from={y + rows.row - 7} to={y + 11} />
      <circle cx={x} cy={y} r={11} className="diagram-output" />
      <path d={`M${x - 6} ${y + 4}c5 0 7 -8 12 -8`} className="diagram-sigmoid" />
      <RowLabel
        y={y}
        title={t.diagram.output[shape.dense.activation]}
        details={[
          t.diagram.outputMeaning(classNames),
          t.diagram.weights(parameterCount(shape.dense.parameters)),
        ]}
      />
    </g>
  );
}

function Tips() {
  return (
    <defs>
      {['diagram-tip', 'diagram-tip-memory'].map((id) => (
        <marker
          key={id}
          id={id}
          viewBox="0 0 6 6"
          refX="5"
          refY="3"
          markerWidth="5"
          markerHeight="5"
          orient="auto"
        >
          <path d="M0 0L6 3L0 6z" className={id} />
        </marker>
      ))}
      <pattern id="diagram-stripes" width="4" height="4" patternUnits="userSpaceOnUse">
        <path d="M0 0V4" className="diagram-stripe" />
      </pattern>
    </defs>
  );
}

interface NetworkDiagramProps {
  /** Null while a setting is wrong. */
  config: RunConfig | null;
  /** Of the data. */
  classNames: readonly string[];
}

/**
 * The network unrolled over four words: words at the bottom, then embedding, recurrent layers, pooling and the
 * sigmoid unit. While a setting is wrong, the last right drawing stays, dimmed.
 */
export function NetworkDiagram({ config, classNames }: NetworkDiagramProps) {
  const [drawn, setDrawn] = useState(config);
  // Setting state while drawing makes React draw again at once, without a flash of the old picture.
  if (config && config !== drawn) setDrawn(config);
  if (!drawn) return <p className="help">{t.diagram.invalid}</p>;
  const shape = networkShape(drawn, classNames.length);
  const count = shape.recurrent.length;
  const outputY = 20;
  const poolingY = outputY + rows.row;
  const layerY = (index: number) => poolingY + rows.row * (count - index);
  const embeddingY = poolingY + rows.row * (count + 1) - 2;
  const height = embeddingY + 44;

  return (
    <figure className={`diagram ${config ? '' : 'diagram-stale'}`}>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t.diagram.label(shape.parameters)}>
        <Tips />
        <Output y={outputY} shape={shape} classNames={classNames} />
        <Pooling y={poolingY} shape={shape} />
        {shape.recurrent.map(({ cell, units, directions, parameters }, index) => (
          <g key={index}>
            {word.map((i) => (
              <Up
                key={i}
                x={columnX(i)}
                from={index === 0 ? embeddingY - 6 : layerY(index - 1) - half}
                to={layerY(index) + half}
              />
            ))}
            <Layer y={layerY(index)} cells={units} directions={directions.length} />
            <RowLabel
              y={layerY(index)}
              title={t.diagram.layer(cell, units, directions.length === 2)}
              details={[t.diagram.weights(parameterCount(parameters)), t.diagram.keep(drawn.keepProb)]}
            />
          </g>
        ))}
        <Embedding y={embeddingY} shape={shape} />
      </svg>
      <figcaption>
        <span className="diagram-total">{t.diagram.total(shape.parameters)}</span>
        <span className="diagram-reads">{t.diagram.reads}</span>
      </figcaption>
    </figure>
  );
}
