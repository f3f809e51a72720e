import type { PredictedToken, Prediction } from '../../../workers/protocol.ts';
import * as format from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { attributionMark } from '../../shared/attribution-mark.ts';

const words = t.attempt;

/** What a word adds, and the most that any word of the text does. */
interface Added {
  value: number;
  most: number;
}

/** How a word is coloured, and what says the same without colour. */
function marks(added: Added | undefined) {
  if (!added) return { className: '', style: undefined, value: null };
  const { value, most } = added;
  return {
    ...attributionMark(value, most),
    value: <span className="visually-hidden token-value"> {format.signed(value)}</span>,
  };
}

function Token({ token, added }: { token: PredictedToken; added?: Added }) {
  const { className, style, value } = marks(added);
  if (!token.used)
    return (
      <li className="token token-cut" title={words.cutTitle}>
        <del>{token.token}</del>
        <span className="visually-hidden"> ({words.cut})</span>
      </li>
    );
  if (!token.known)
    return (
      <li className={`token token-unknown ${className}`} style={style} title={words.unknownTitle}>
        {token.token}
        <span aria-hidden="true" className="token-sign">
          ?
        </span>
        <span className="visually-hidden"> ({words.unknown})</span>
        {value}
      </li>
    );
  return (
    <li className={`token ${className}`} style={style}>
      {token.token}
      {value}
    </li>
  );
}

export interface TokensProps extends Pick<Prediction, 'tokens' | 'kind'> {
  /** What each word that the network read adds to its answer. */
  added?: readonly number[];
}

/** What the network saw, token by token. */
export function Tokens({ tokens, kind, added = [] }: TokensProps) {
  const used = tokens.filter((token) => token.used);
  const unknown = used.filter((token) => !token.known).length;
  const most = Math.max(...added.map(Math.abs));
  const addedOf = (place: number): Added | undefined => {
    const value = added[used.indexOf(tokens[place])];
    return value === undefined ? undefined : { value, most };
  };
  if (tokens.length === 0) return <p className="help">{words.noTokens}</p>;
  return (
    <div className="tokens">
      <h3>{words.tokens}</h3>
      <ul>
        {tokens.map((token, place) => (
          <Token key={place} token={token} added={addedOf(place)} />
        ))}
      </ul>
      <p className="help">{words.tokenFacts(kind, tokens.length, unknown, tokens.length - used.length)}</p>
    </div>
  );
}
