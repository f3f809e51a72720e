import type { ReactNode, RefObject } from 'react';

import { t } from '../i18n/index.ts';
import { useApp, useController } from '../state/react.ts';
import { Action } from '../ui/Action.tsx';
import './suggestions.css';

/** Letters of a review that are shown of it. */
const mostShown = 90;

const shown = (text: string) =>
  text.length <= mostShown ? text : `${text.slice(0, mostShown - 1).trimEnd()}…`;

interface Props {
  /** Where the text is written: it takes the focus, since the buttons go away. */
  field: RefObject<HTMLTextAreaElement | null>;
  /** Without data. */
  otherwise?: ReactNode;
}

/** Reviews of the loaded data, short ones if there are any, for users who have nothing to type. */
export function Suggestions({ field, otherwise = null }: Props) {
  const { model } = useController();
  const examples = useApp((state) => state.data.loaded?.summary.examples);
  if (!examples) return otherwise;
  const isLong = ({ text }: (typeof examples)[number]) => text.length > mostShown;
  const two = examples.toSorted((a, b) => Number(isLong(a)) - Number(isLong(b))).slice(0, 2);
  return (
    <div className="suggestions">
      <p className="help">{t.attempt.empty}</p>
      {two.map(({ text }) => (
        <Action
          key={text}
          kind="quiet"
          onPress={() => {
            field.current?.focus();
            model.setText(text);
          }}
        >
          {shown(text)}
        </Action>
      ))}
    </div>
  );
}
