import { partNames } from '../../../contract/parts.ts';
import type { ExclusionReason, Part, RowQuery } from '../../../workers/protocol.ts';
import { reviewWords as words } from '../../i18n/doctor.ts';
import { useChecking } from '../../state/findings/checking.ts';
import { useApp, useClassNames } from '../../state/react.ts';
import { allRows } from '../../state/store.ts';
import { Action } from '../../ui/Action.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { Select } from '../../ui/Select.tsx';

const any = 'any';
const withAny = (options: { value: string; label: string }[]) => [
  { value: any, label: words.all },
  ...options,
];

const partOptions = withAny(partNames.map((part) => ({ value: part, label: words.parts[part] })));

function classOf(value: string): RowQuery['class'] {
  if (value === 'excluded') return value;
  return value === any ? null : Number(value);
}

const orNull = <T extends string>(value: string) => (value === any ? null : (value as T));

/** Which of the rows to look at. */
export function Filters() {
  const { reviews } = useChecking();
  const names = useClassNames();
  const classOptions = withAny([
    ...names.map((label, id) => ({ value: String(id), label })),
    { value: 'excluded', label: words.excluded },
  ]);
  const query = useApp((state) => state.reviews.query);
  const excluded = useApp((state) => state.data.loaded?.summary.excluded);
  const report = useApp((state) => state.doctor.report);
  const reasons = new Set((excluded ?? []).filter(({ count }) => count > 0).map(({ reason }) => reason));
  const findings = new Set((report?.findings ?? []).filter(({ hasRows }) => hasRows).map(({ id }) => id));
  // What is asked for stays on the list when nothing is left of it.
  if (query.reason) reasons.add(query.reason);
  if (query.finding) findings.add(query.finding);
  const isOpen = JSON.stringify(query) === JSON.stringify(allRows);
  return (
    <div className="review-filters">
      <SearchField
        label={words.search}
        search={query.search}
        onSearch={(search) => reviews.filter({ search })}
      />
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
        onChange={(value) => reviews.filter({ reason: orNull<ExclusionReason>(value) })}
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
