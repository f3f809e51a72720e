import { reviewWords as words } from '../../i18n/doctor.ts';
import { ClassCell, NumberCell, TextCell, type CellsProps } from '../../ui/reviews/ReviewCells.tsx';
import '../../ui/reviews/review-grid.css';

/** The cells of a row of the data. */
export function ReviewCells(props: CellsProps) {
  const { row } = props;
  return (
    <>
      <NumberCell row={row} />
      <TextCell {...props} />
      <span role="gridcell" className="review-label" title={row.label}>
        <span className="review-label-word">{words.inFile} </span>
        <bdi>{row.label === '' ? words.noLabel : row.label}</bdi>
      </span>
      <span role="gridcell" className={row.excluded ? 'review-part review-out' : 'review-part'}>
        {row.excluded ? words.out(row.excluded) : row.part && words.parts[row.part]}
      </span>
      <ClassCell {...props} />
    </>
  );
}
