import { useCallback, useState } from 'react';

import type { WordReport } from '../../../workers/protocol.ts';
import { pictureWords } from '../../i18n/pictures.ts';
import { wordsWords } from '../../i18n/words.ts';
import { useApp } from '../../state/react.ts';
import { useWords } from '../../state/words/actions.ts';
import { paintMarks } from '../../shared/marks.ts';
import { SavePicture } from '../../shared/SavePicture.tsx';
import { contextOf, usePainted } from '../../ui/canvas.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { mapMarks, nearestTo, placesOf } from './drawing.ts';
import { mapNumbers, savedMap } from './saved.ts';

const words = wordsWords.map;

/** Colours are those of the legend's marks. */
function paint(canvas: HTMLCanvasElement, { map }: WordReport, chosen: string | null): void {
  const sheet = contextOf(canvas);
  if (!sheet) return;
  const { context, width, height } = sheet;
  const { color, backgroundColor, font } = getComputedStyle(canvas);
  const marks = canvas.closest('.words-map')?.querySelectorAll('.words-mark') ?? [];
  const classes = [...marks].map((mark) => getComputedStyle(mark).color);
  context.font = font;
  const colours = { ink: color, sheet: backgroundColor, classes };
  const measure = (text: string) => context.measureText(text).width;
  paintMarks(context, mapMarks(placesOf(map, width, height), { colours, chosen, width, measure }));
}

/** The most predictive words on two axes; the same as buttons in a list. */
export function WordMap({ report }: { report: WordReport }) {
  const actions = useWords();
  const [isOpen, setOpen] = useState(false);
  const chosen = useApp((state) => state.words.near.found?.word ?? null);
  const { map, classes, shares } = report;
  const canvas = usePainted(
    useCallback((element: HTMLCanvasElement) => paint(element, report, chosen), [report, chosen]),
  );
  if (map.length === 0) return null;
  return (
    <figure className="stack words-map">
      <h4>{words.title}</h4>
      <canvas
        ref={canvas}
        role="img"
        aria-label={words.picture(map.length, ...shares)}
        onClick={({ currentTarget, clientX, clientY }) => {
          const { left, top, width, height } = currentTarget.getBoundingClientRect();
          const word = nearestTo(placesOf(map, width, height), clientX - left, clientY - top);
          if (word !== null) actions.near(word);
        }}
      />
      <figcaption>
        <ul className="words-legend">
          {classes.map((name, id) => (
            <li key={name}>
              <span className={`words-mark words-mark-${id % 4}`} aria-hidden="true" />
              {words.legend(name)}
            </li>
          ))}
        </ul>
        <p className="help">
          {words.picture(map.length, ...shares)} {words.help}
        </p>
      </figcaption>
      <SavePicture
        what={pictureWords.map}
        fileName="word-map"
        picture={(palette) => savedMap(report, chosen, palette)}
        numbers={() => mapNumbers(report)}
      />
      <Disclosure title={words.list} isOpen={isOpen} onToggle={setOpen}>
        <ul className="words-list">
          {map.map(({ word, class: id }) => (
            <li key={word}>
              <button type="button" className="words-link" dir="auto" onClick={() => actions.near(word)}>
                {words.word(word, classes[id])}
              </button>
            </li>
          ))}
        </ul>
      </Disclosure>
    </figure>
  );
}
