import { useEffect, useRef } from 'react';

import { reviewWords as words } from '../../i18n/doctor.ts';
import { useChecking } from '../../state/findings/checking.ts';
import { useApp, useClassNames } from '../../state/react.ts';
import { Action } from '../../ui/Action.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { Filters } from './Filters.tsx';
import { mostRows, ReviewGrid } from '../../ui/reviews/ReviewGrid.tsx';
import { ReviewCells } from './ReviewCells.tsx';

const columns = Object.values(words.columns);

/** Filters, how many rows match, the rows, and the same rows as a file. */
export function ReviewTable() {
  const classNames = useClassNames();
  const { reviews } = useChecking();
  const { total, pages, query, isSentTo, working } = useApp((state) => state.reviews);
  const status = useRef<HTMLParagraphElement>(null);
  // Whoever was sent here by another part of the page finds the focus here.
  useEffect(() => {
    if (!isSentTo) return;
    reviews.arrive();
    status.current?.focus({ preventScroll: true });
    status.current?.closest('section')?.scrollIntoView({ block: 'start' });
  }, [reviews, isSentTo]);
  const download = async () => {
    const file = await reviews.exportRows();
    if (file) saveFile(file.fileName, file.bytes, 'text/csv');
  };
  return (
    <div className="review-table">
      <Filters />
      <p className="review-total" role="status" ref={status} tabIndex={-1}>
        {total === null ? words.counting : words.total(total)}{' '}
        {total !== null && total > mostRows && words.limited(mostRows)}
      </p>
      {/* Other rows start at the top, with no text unfolded. */}
      <ReviewGrid
        key={JSON.stringify(query)}
        label={words.table}
        columns={columns}
        layout="review-of-data"
        total={total}
        pages={pages}
        look={reviews.look}
        Cells={ReviewCells}
      />
      <div className="review-below">
        <Action isDisabled={!total || working !== null} onPress={() => void download()}>
          {working === 'rows' ? words.making : words.downloadRows}
        </Action>
        <p className="help">
          <span className="review-keys">{words.keys(classNames)}</span> {words.sameText}
        </p>
      </div>
    </div>
  );
}
