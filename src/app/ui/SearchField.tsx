import { useEffect, useId, useRef, useState } from 'react';

const typingRests = 300;

export interface SearchFieldProps {
  label: string;
  search: string;
  onSearch: (text: string) => void;
}

/** Asks when the typing rests; follows the search when that is changed elsewhere. */
export function SearchField({ label, search, onSearch }: SearchFieldProps) {
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
    <div className="field search-field">
      <label htmlFor={id}>{label}</label>
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
            onSearch(value);
          }, typingRests);
        }}
      />
    </div>
  );
}
