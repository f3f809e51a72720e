import { insideWords as words } from '../../i18n/inside.ts';
import { useApp } from '../../state/react.ts';
import { shownClass } from './shown-class.ts';
import './verdict.css';

/** The running verdict in small: a bar for each word, and what the whole text comes to. */
export function Verdict() {
  const { inside, change } = useApp((state) => state.insight);
  const answer = useApp((state) => state.attempt.answer);
  if (!inside) return null;
  const shown = shownClass(inside);
  const { tokens, running, classes } = inside;
  const name = classes[shown];
  const end = running[running.length - 1][shown];
  const trained = answer?.prediction.probabilities[shown] ?? end;
  return (
    <figure className="running-verdict">
      <figcaption>{words.verdict(name)}</figcaption>
      <ol className="running-words" aria-hidden="true">
        {tokens.map(({ token }, t) => (
          // A word may come twice: its place tells them apart.
          <li key={`${t} ${token}`} style={{ '--probability': running[t][shown] }}>
            <span dir="auto">{token}</span>
          </li>
        ))}
      </ol>
      <p role="status">
        {change
          ? words.whatIf.outcome(name, end, trained)
          : words.change(tokens[tokens.length - 1].token, name, null, end)}
      </p>
    </figure>
  );
}
