import { useEffect, useRef, useState } from 'react';

import type { Correction, ReviewRow } from '../../../workers/protocol.ts';
import { reviewWords as words } from '../../i18n/doctor.ts';
import { useClassNames } from '../../state/react.ts';
import { isNew } from '../../state/reviews/actions.ts';
import { fitsButtons } from '../fits-buttons.ts';

/** What the cells of a row are made from. */
export interface CellsProps<R extends ReviewRow = ReviewRow> {
  row: R;
  /** The one that Tab leads to. */
  isActive: boolean;
  isWhole: boolean;
  isDisabled: boolean;
  onToggle: (row: number) => void;
  onCorrect: (row: number, correction: Correction | null) => Promise<void>;
}

/** Two lines hold so many characters at any width, and never more than the other. */
const surelyFits = 60;
const neverFits = 600;

/** Whether two lines are too few for the text. A browser knows when it has laid it out. */
function useIsCut(text: string, isWhole: boolean) {
  const paragraph = useRef<HTMLParagraphElement>(null);
  const [isCut, setCut] = useState(text.length > neverFits);
  const isSure = text.length <= surelyFits || text.length > neverFits;
  useEffect(() => {
    const element = paragraph.current;
    if (!element || isSure || isWhole) return;
    const observer = new ResizeObserver(() => setCut(element.scrollHeight > element.clientHeight + 1));
    observer.observe(element);
    return () => observer.disconnect();
  }, [isSure, isWhole]);
  return { paragraph, isCut: isSure ? text.length > neverFits : isCut };
}

interface Choice {
  correction: Correction;
  label: string;
}

function useChoices(): Choice[] {
  const names = useClassNames();
  return [
    ...names.map((label, correction): Choice => ({ correction, label })),
    { correction: 'exclude', label: words.exclude },
  ];
}

const isChosen = (row: ReviewRow, correction: Correction) =>
  correction === 'exclude' ? row.class === null : row.class === correction;

interface ChoicesProps extends Pick<CellsProps, 'row' | 'isDisabled'> {
  choices: readonly Choice[];
  onChoose: (correction: Correction) => void;
  tabIndex: number;
}

function ChoiceButtons({ row, isDisabled, onChoose, choices, tabIndex }: ChoicesProps) {
  return (
    <div className="review-choices" role="group" aria-label={words.classOf(row.row)}>
      {choices.map(({ correction, label }) => (
        <button
          key={label}
          type="button"
          tabIndex={tabIndex}
          aria-pressed={isChosen(row, correction)}
          disabled={isDisabled}
          onClick={() => onChoose(correction)}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

function ChoiceList({ row, isDisabled, onChoose, choices, tabIndex }: ChoicesProps) {
  const chosen = choices.findIndex(({ correction }) => isChosen(row, correction));
  return (
    <select
      className="review-list"
      aria-label={words.classOf(row.row)}
      tabIndex={tabIndex}
      value={chosen}
      disabled={isDisabled}
      onChange={({ target }) => onChoose(choices[Number(target.value)].correction)}
    >
      {choices.map(({ label }, place) => (
        <option key={label} value={place}>
          {label}
        </option>
      ))}
    </select>
  );
}

/** What the user says about the row: its class, or that it is excluded, and a way back. */
export function ClassCell({
  row,
  isActive,
  isDisabled,
  onCorrect,
}: Omit<CellsProps, 'isWhole' | 'onToggle'>) {
  const tabIndex = isActive ? 0 : -1;
  const choices = useChoices();
  const onChoose = (correction: Correction) => {
    if (isNew(row, correction)) void onCorrect(row.row, correction);
  };
  const Choices = fitsButtons(useClassNames()) ? ChoiceButtons : ChoiceList;
  return (
    <div role="gridcell" className="review-class">
      <Choices {...{ row, isDisabled, onChoose, choices, tabIndex }} />
      {row.correction !== null && (
        <button
          type="button"
          className="review-more"
          tabIndex={tabIndex}
          disabled={isDisabled}
          aria-label={words.undoOf(row.row)}
          onClick={({ currentTarget }) => {
            // The button goes away with the correction: the keyboard stays at its row.
            currentTarget.closest<HTMLElement>('[data-index]')?.focus();
            void onCorrect(row.row, null);
          }}
        >
          {words.undo}
        </button>
      )}
    </div>
  );
}

export function NumberCell({ row }: Pick<CellsProps, 'row'>) {
  return (
    <span role="gridcell" className="review-number">
      {words.rowNumber(row.row)}
    </span>
  );
}

/** Text from the data is text, whatever it looks like. */
export function TextCell({ row, isActive, isWhole, onToggle }: Omit<CellsProps, 'isDisabled' | 'onCorrect'>) {
  const { paragraph, isCut } = useIsCut(row.text, isWhole);
  return (
    <div role="gridcell" className="review-said">
      <p ref={paragraph} className={isWhole ? undefined : 'first-lines'} dir="auto">
        {row.text === '' ? <i>{words.noText}</i> : row.text}
      </p>
      {(isCut || isWhole) && (
        <button
          type="button"
          className="review-more"
          tabIndex={isActive ? 0 : -1}
          aria-expanded={isWhole}
          onClick={() => onToggle(row.row)}
        >
          {isWhole ? words.less : words.whole}
        </button>
      )}
    </div>
  );
}
