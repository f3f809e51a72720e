import { useEffect, useState } from 'react';

/** Milliseconds for each word while it plays. */
const milliseconds = { slow: 2_000, normal: 800, fast: 250 };

export type Pace = keyof typeof milliseconds;
export const isPace = (value: string): value is Pace => value in milliseconds;
export const paces = Object.keys(milliseconds).filter(isPace);

interface Playing {
  last: number;
  word: number;
  choose: (word: number) => void;
  pace: Pace;
}

/** Steps through the words by itself while it plays, and stops at the last. */
export function usePlay({ last, word, choose, pace }: Playing) {
  const [isPlaying, setPlaying] = useState(false);
  useEffect(() => {
    if (!isPlaying) return;
    const timer = setTimeout(() => {
      if (word < last) choose(word + 1);
      else setPlaying(false);
    }, milliseconds[pace]);
    return () => clearTimeout(timer);
  }, [isPlaying, word, last, choose, pace]);
  const toggle = () => {
    if (!isPlaying && word === last) choose(0);
    setPlaying(!isPlaying);
  };
  return { isPlaying, toggle };
}
