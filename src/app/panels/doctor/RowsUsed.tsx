import type { DoctorReport } from '../../../workers/protocol.ts';
import { doctorWords as words } from '../../i18n/doctor.ts';
import * as format from '../../i18n/format.ts';
import { useChecking } from '../../state/findings/checking.ts';
import { useApp } from '../../state/react.ts';
import { ClassBar } from '../../ui/ClassBar.tsx';

type ExclusionCount = DoctorReport['excluded'][number];

/** Leads to the rows, where the table has them: a sample comes without those that are excluded. */
function Reason({ reason, count }: ExclusionCount) {
  const { reviews } = useChecking();
  const isSample = useApp((state) => state.data.loaded?.source.kind === 'sample');
  const text = (
    <>
      {words.reasons[reason]} <b>{format.count(count)}</b>
    </>
  );
  if (isSample) return <span className="chip">{text}</span>;
  return (
    <button
      type="button"
      className="chip"
      aria-label={words.showReason(reason, count)}
      onClick={() => reviews.show({ reason })}
    >
      {text}
    </button>
  );
}

/** How many rows are used, why the others are not, and how the used ones are divided. */
export function RowsUsed({ report }: { report: DoctorReport }) {
  const { rowsRead, rowsUsed, excluded, parts, classCounts, classNames } = report;
  const shares = classCounts.map((rows) => rows / Math.max(1, rowsUsed));
  const classes = classNames.map((name, id) => words.balanceOf(name, classCounts[id], shares[id]));
  const missing = excluded.filter(({ count }) => count > 0);
  return (
    <section className="rows-used">
      <h3>{words.rows}</h3>
      <p className="rows-counts">
        <strong>{format.count(rowsUsed)}</strong> {words.rowsUsed}, {format.count(rowsRead)} {words.rowsRead}.
      </p>
      <p className="help">{words.partsOf(parts.train, parts.validation, parts.test)}</p>
      {missing.length === 0 ? (
        <p className="help">{words.nothingExcluded}</p>
      ) : (
        <ul className="excluded-reasons" aria-label={words.excluded}>
          {missing.map(({ reason, count }) => (
            <li key={reason}>
              <Reason reason={reason} count={count} />
            </li>
          ))}
        </ul>
      )}
      <h3>{words.balance}</h3>
      <ClassBar shares={shares} label={`${words.balance}: ${classes.join(', ')}`} />
      <p className="class-names" aria-hidden="true">
        {classes.map((text) => (
          <span key={text}>{text}</span>
        ))}
      </p>
    </section>
  );
}
