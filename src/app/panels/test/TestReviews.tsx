import { useEffect, useId, useRef } from 'react';

import { testFilters, type TestedReview, type TestFilter } from '../../../workers/protocol.ts';
import { reviewWords } from '../../i18n/doctor.ts';
import { testWords } from '../../i18n/test.ts';
import * as format from '../../i18n/format.ts';
import { useChecking } from '../../state/findings/checking.ts';
import { useApp, useClassNames } from '../../state/react.ts';
import { busyStatus } from '../../state/store.ts';
import { Action } from '../../ui/Action.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { ClassCell, NumberCell, TextCell, type CellsProps } from '../../ui/reviews/ReviewCells.tsx';
import { ReviewGrid } from '../../ui/reviews/ReviewGrid.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import './test-reviews.css';

const words = testWords.tested;
const columns = Object.values(words.columns);

/** What the network said: the class with its probability, as a number and as a bar, and whether that was right. */
function AnswerCell({ row: { actual, predicted, probability } }: { row: TestedReview }) {
  const names = useTestNames();
  const isRight = actual === predicted;
  return (
    <div role="gridcell" className="tested-answer">
      <span className="tested-said">{words.answer(names[predicted], probability)}</span>
      <span className="tested-bar" aria-hidden="true">
        <span className="tested-fill" style={{ '--probability': towards(predicted, probability, names) }} />
      </span>
      <span className={isRight ? 'tested-right' : 'tested-wrong'}>
        {isRight ? words.right : words.wrong(names[actual])}
      </span>
    </div>
  );
}

/** Names of the classes that were tested. */
const noNames: readonly string[] = [];
const useTestNames = () => useApp((state) => state.test.report?.classNames ?? noNames);

/** Of two classes the probability of class 1, as in the gauge of Try it; of more that of the answer. */
function towards(predicted: number, probability: number, names: readonly string[]): number {
  return names.length === 2 && predicted === 0 ? 1 - probability : probability;
}

function TestedCells(props: CellsProps<TestedReview>) {
  return (
    <>
      <NumberCell row={props.row} />
      <TextCell {...props} />
      <AnswerCell row={props.row} />
      <ClassCell {...props} />
    </>
  );
}

function FilterButton({ filter }: { filter: TestFilter }) {
  const { tested } = useChecking();
  const isOn = useApp((state) => state.tested.query.show === filter);
  const count = useApp((state) => state.tested.counts?.[filter] ?? null);
  return (
    <button type="button" aria-pressed={isOn} onClick={() => tested.filter({ show: filter })}>
      {words.show[filter]} <span className="tested-count">{count === null ? '' : format.count(count)}</span>
    </button>
  );
}

function Filters() {
  const { tested } = useChecking();
  const { show, cell, search } = useApp((state) => state.tested.query);
  const names = useTestNames();
  return (
    <div className="tested-filters">
      <div className="tested-shown" role="group" aria-label={words.filters}>
        {testFilters.map((filter) => (
          <FilterButton key={filter} filter={filter} />
        ))}
      </div>
      <SearchField
        label={words.search}
        search={search}
        onSearch={(text) => tested.filter({ search: text })}
      />
      <p className="help">{words.help[show]}</p>
      {cell && (
        <p className="tested-cell">
          {words.cell(names[cell.actual], names[cell.predicted])}{' '}
          <Action kind="quiet" onPress={() => tested.filter({ cell: null })}>
            {words.allCells}
          </Action>
        </p>
      )}
    </div>
  );
}

/** All reviews of the test with their probabilities; labels are corrected here as in the table of the data. */
export function TestReviews() {
  const classNames = useClassNames();
  const { tested } = useChecking();
  const { total, pages, query, isSentTo, problem } = useApp((state) => state.tested);
  const status = useApp((state) => busyStatus(state.run));
  const line = useRef<HTMLParagraphElement>(null);
  const id = useId();
  useEffect(() => tested.watch(), [tested]);
  // Whoever was sent here by the confusion matrix finds the focus here.
  useEffect(() => {
    if (!isSentTo) return;
    tested.arrive();
    line.current?.focus({ preventScroll: true });
    line.current?.closest('section')?.scrollIntoView({ block: 'start' });
  }, [tested, isSentTo]);
  return (
    <section className="tested-reviews" aria-labelledby={id}>
      <h3 id={id}>{words.title}</h3>
      <p className="help">{words.lead}</p>
      {problem ? (
        <Notice kind="hint">{problem}</Notice>
      ) : (
        <>
          <Filters />
          <p className="review-total" role="status" ref={line} tabIndex={-1}>
            {total === null ? reviewWords.counting : words.total(total)}
          </p>
          {/* Other rows start at the top, with no text unfolded. */}
          <ReviewGrid
            key={JSON.stringify(query)}
            label={words.table}
            columns={columns}
            layout="review-of-test"
            total={total}
            pages={pages}
            look={tested.look}
            Cells={TestedCells}
          />
          <p className="help">
            <span className="review-keys">{reviewWords.keys(classNames)}</span>{' '}
            {status ? reviewWords.busy(status) : reviewWords.sameText}
          </p>
        </>
      )}
    </section>
  );
}
