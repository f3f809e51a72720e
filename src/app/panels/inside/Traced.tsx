import { useState } from 'react';

import type { Inside } from '../../../workers/protocol.ts';
import { insideWords as words } from '../../i18n/inside.ts';
import { pictureWords } from '../../i18n/pictures.ts';
import { SavePicture } from '../../shared/SavePicture.tsx';
import { useApp } from '../../state/react.ts';
import { useOpened } from '../../state/units/opened.ts';
import { Action } from '../../ui/Action.tsx';
import { Select } from '../../ui/Select.tsx';
import { Ablations } from './Ablations.tsx';
import { Microscope } from './Microscope.tsx';
import { useAtOneText } from './at-one-text.ts';
import { wordsCsv } from './numbers.ts';
import { wordsPicture } from './pictures.ts';
import { isPace, paces, usePlay, type Pace } from './play.ts';
import { shownClass } from './shown-class.ts';
import { useEdit, WordEdit } from './WordEdit.tsx';
import { WordShares } from './WordShares.tsx';
import { WordStrip } from './WordStrip.tsx';

interface StepsProps {
  inside: Inside;
  word: number;
  shown: number;
  choose: (word: number) => void;
}

/** Plays the words one after another, and says what the chosen one changes. */
function Steps({ inside, word, shown, choose }: StepsProps) {
  const { tokens, running, classes } = inside;
  const [pace, setPace] = useState<Pace>('normal');
  const { isPlaying, toggle } = usePlay({ last: tokens.length - 1, word, choose, pace });
  const before = word > 0 ? running[word - 1][shown] : null;
  return (
    <div className="inside-steps">
      <Action onPress={toggle}>{isPlaying ? words.stop : words.play}</Action>
      <Select
        label={words.pace}
        value={pace}
        options={paces.map((value) => ({ value, label: words.paces[value] }))}
        onChange={(value) => isPace(value) && setPace(value)}
      />
      <p role="status">{words.change(tokens[word].token, classes[shown], before, running[word][shown])}</p>
    </div>
  );
}

/** A traced text: the verdict after each word, what each word adds, and the gates. */
export function Traced({ inside }: { inside: Inside }) {
  const { tokens, classes, layers } = inside;
  const last = tokens.length - 1;
  const opened = useOpened(inside);
  // Until one is chosen it is the last, also of the next text.
  const [chosen, setWord] = useState<number | null>(opened?.word ?? null);
  const word = Math.min(chosen ?? last, last);
  const [isExact, setExact] = useState(false);
  const method = useApp((state) => state.insight.method);
  const attributed = useAtOneText((state) => state.attributed, inside);
  const phrases = useAtOneText((state) => state.phrases, inside);
  const [isPicking, setPicking] = useState(false);
  const edit = useEdit(inside);
  const shown = shownClass(inside);
  const readsBothWays = layers.some(({ directions }) => directions.length > 1);
  const exact = tokens.map((_, t) => inside.pooled.reduce((sum, { adds }) => sum + adds[t], 0));
  const added = isExact ? exact : (attributed?.values ?? null);
  return (
    <>
      <section className="stack">
        <h3>{words.verdict(classes[shown])}</h3>
        <WordStrip
          {...{ inside, shown, word }}
          added={added}
          isPicking={isPicking}
          onChoose={(next) => {
            if (isPicking && next !== word) edit?.({ kind: 'swap', place: word, other: next });
            setPicking(false);
            setWord(next);
          }}
          onCancel={() => setPicking(false)}
        />
        <Steps {...{ inside, word, shown }} choose={setWord} />
        <p className="help">
          {words.keys} {readsBothWays ? words.bothWays : words.forwards}
        </p>
        <SavePicture
          what={pictureWords.words}
          fileName="words"
          picture={(palette) => wordsPicture({ inside, shown, added }, palette)}
          numbers={() => wordsCsv({ inside, attributed, phrases }, { shown })}
        />
        <WordEdit {...{ inside, word, isPicking }} onPicking={setPicking} />
      </section>
      <WordShares
        {...{ inside, attributed, phrases }}
        name={classes[shown]}
        by={isExact ? 'pooling' : method}
        onExact={setExact}
      />
      <Microscope {...{ inside, word, shown, opened }} onWord={setWord} />
      <Ablations inside={inside} />
    </>
  );
}
