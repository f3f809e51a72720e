import { useEffect } from 'react';

import type { LabelErrorRow } from '../../../workers/protocol.ts';
import { reviewWords } from '../../i18n/doctor.ts';
import { errorWords } from '../../i18n/errors.ts';
import { useChecking } from '../../state/findings/checking.ts';
import { useApp, useClassNames } from '../../state/react.ts';
import { busyStatus } from '../../state/store.ts';
import { Action } from '../../ui/Action.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { ClassCell, NumberCell, TextCell, type CellsProps } from '../../ui/reviews/ReviewCells.tsx';
import { ReviewGrid } from '../../ui/reviews/ReviewGrid.tsx';
import './errors.css';

const words = errorWords.labels;
const columns = Object.values(words.columns);

/** What the label should be, and a button that makes it so. */
function SuggestionCell({ row, isActive, isDisabled, onCorrect }: CellsProps<LabelErrorRow>) {
  const names = useClassNames();
  const name = names[row.suggested];
  return (
    <div role="gridcell" className="suggestion">
      <span className="suggestion-class">{words.suggested(name, row.probability)}</span>
      <span className="suggestion-given">{words.given(names[row.given])}</span>
      {row.class !== row.suggested && (
        <button
          type="button"
          className="review-more"
          tabIndex={isActive ? 0 : -1}
          disabled={isDisabled}
          aria-label={words.correctRow(name, row.row)}
          onClick={({ currentTarget }) => {
            // The button goes away with the label: the keyboard stays at its row.
            currentTarget.closest<HTMLElement>('[data-index]')?.focus();
            void onCorrect(row.row, row.suggested);
          }}
        >
          {words.correct(name)}
        </button>
      )}
    </div>
  );
}

function SuggestedCells(props: CellsProps<LabelErrorRow>) {
  return (
    <>
      <NumberCell row={props.row} />
      <TextCell {...props} />
      <SuggestionCell {...props} />
      <ClassCell {...props} />
    </>
  );
}

/** The button that begins, or how far the search is, with a way to end it. */
function Search() {
  const { labelErrors } = useChecking();
  const { progress, found } = useApp((state) => state.labelErrors);
  const hasData = useApp((state) => state.data.loaded !== null && state.data.loading === null);
  const status = useApp((state) => busyStatus(state.run));
  if (progress)
    return (
      <div className="actions errors-search">
        <p className="quiet-line">{words.looking(progress.share)}</p>
        <progress aria-label={words.progress} value={progress.share ?? undefined} />
        <Action kind="quiet" onPress={labelErrors.cancel}>
          {words.cancel}
        </Action>
      </div>
    );
  return (
    <div className="actions errors-search">
      <Action isDisabled={!hasData || status !== null} onPress={() => void labelErrors.find()}>
        {found ? words.again : words.find}
      </Action>
      <p className="help">
        {!hasData && words.noData}
        {hasData && status && words.busy(status)}
      </p>
    </div>
  );
}

function Found() {
  const classNames = useClassNames();
  const { labelErrors } = useChecking();
  const { found, pages, isOld } = useApp((state) => state.labelErrors);
  if (!found) return <p className="help">{words.how}</p>;
  return (
    <>
      <p role="status">{found.total === 0 ? words.none : words.found(found)}</p>
      {found.total > 0 && (
        <>
          <p className="help">{isOld ? words.old : words.check}</p>
          <ReviewGrid
            label={words.table}
            columns={columns}
            layout="review-of-errors"
            total={found.total}
            pages={pages}
            look={labelErrors.look}
            Cells={SuggestedCells}
          />
          <p className="help">
            <span className="review-keys">{reviewWords.keys(classNames)}</span> {reviewWords.sameText}
          </p>
        </>
      )}
    </>
  );
}

/** Labels that probably are wrong, to be corrected one by one. */
export function LabelErrorsBody() {
  const { labelErrors } = useChecking();
  const problem = useApp((state) => state.labelErrors.problem);
  useEffect(() => labelErrors.watch(), [labelErrors]);
  return (
    <div className="errors-body">
      <Search />
      {problem && <Notice kind="problem">{problem}</Notice>}
      <Found />
    </div>
  );
}
