import { useEffect, useId, useRef, useState } from 'react';

import type { LeaveOutReason, Part, RowQuery } from '../../../workers/protocol.ts';
import { reviewWords as words } from '../../i18n/doctor.ts';
import { t } from '../../i18n/index.ts';
import { useChecking } from '../../state/findings/checking.ts';
import { useApp } from '../../state/react.ts';
import { allRows } from '../../state/store.ts';
import { Action } from '../../ui/Action.tsx';
import { Select } from '../../ui/Select.tsx';

const typingRests = 300;

/** Asks when the typing rests; follows the query when that is changed elsewhere. */
function Search({ search }: { search: string }) {
  const { reviews } = useChecking();
  const id = useId();
  const [text, setText] = useState(search);
  const [asked, setAsked] = useState(search);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  if (asked !== search) {
    setAsked(search);
    setText(search);
  }
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <div className="field review-search">
      <label htmlFor={id}>{words.search}</label>
      <input
        id={id}
        type="search"
        value={text}
        dir="auto"
        autoComplete="off"
        spellCheck="false"
        onChange={({ target: { value } }) => {
          setText(value);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => {
            setAsked(value);
            reviews.filter({ search: value });
          }, typingRests);
        }}
      />
    </div>
  );
}

const any = 'any';
const withAny = (options: { value: string; label: string }[]) => [
  { value: any, label: words.all },
  ...options,
];

const classOptions = withAny([
  { value: '0', label: t.data.negative },
  { value: '1', label: t.data.positive },
  { value: 'left-out', label: words.leftOut },
]);
const partOptions = withAny(
  (['train', 'validation', 'test'] as const).map((part) => ({ value: part, label: words.parts[part] })),
);

function classOf(value: string): RowQuery['class'] {
  if (value === 'left-out') return value;
  return value === any ? null : value === '1' ? 1 : 0;
}

const orNull = <T extends string>(value: string) => (value === any ? null : (value as T));

/** Which of the rows to look at. */
export function Filters() {
  const { reviews } = useChecking();
  const query = useApp((state) => state.reviews.query);
  const leftOut = useApp((state) => state.data.loaded?.summary.leftOut);
  const report = useApp((state) => state.doctor.report);
  const reasons = new Set((leftOut ?? []).filter(({ count }) => count > 0).map(({ reason }) => reason));
  const findings = new Set((report?.findings ?? []).filter(({ hasRows }) => hasRows).map(({ id }) => id));
  // What is asked for stays on the list when nothing is left of it.
  if (query.reason) reasons.add(query.reason);
  if (query.finding) findings.add(query.finding);
  const isOpen = JSON.stringify(query) === JSON.stringify(allRows);
  return (
    <div className="review-filters">
      <Search search={query.search} />
      <Select
        label={words.class}
        value={query.class === null ? any : String(query.class)}
        options={classOptions}
        onChange={(value) => reviews.filter({ class: classOf(value) })}
      />
      <Select
        label={words.part}
        value={query.part ?? any}
        options={partOptions}
        onChange={(value) => reviews.filter({ part: orNull<Part>(value) })}
      />
      <Select
        label={words.reason}
        value={query.reason ?? any}
        options={withAny([...reasons].map((reason) => ({ value: reason, label: words.reasons[reason] })))}
        onChange={(value) => reviews.filter({ reason: orNull<LeaveOutReason>(value) })}
      />
      <Select
        label={words.finding}
        value={query.finding ?? any}
        options={withAny([...findings].map((id) => ({ value: id, label: words.findings[id] })))}
        onChange={(value) => reviews.filter({ finding: orNull<NonNullable<RowQuery['finding']>>(value) })}
      />
      <label className="review-corrected">
        <input
          type="checkbox"
          checked={query.corrected}
          onChange={({ target }) => reviews.filter({ corrected: target.checked })}
        />
        {words.corrected}
      </label>
      <Action kind="quiet" isDisabled={isOpen} onPress={reviews.clearFilters}>
        {words.clear}
      </Action>
    </div>
  );
}
