import type { PredictedToken, Prediction } from '../../../workers/protocol.ts';
import { t } from '../../i18n/index.ts';

const words = t.attempt;

function Token({ token }: { token: PredictedToken }) {
  if (!token.used)
    return (
      <li className="token token-cut" title={words.cutTitle}>
        <del>{token.token}</del>
        <span className="visually-hidden"> ({words.cut})</span>
      </li>
    );
  if (!token.known)
    return (
      <li className="token token-unknown" title={words.unknownTitle}>
        {token.token}
        <span aria-hidden="true" className="token-sign">
          ?
        </span>
        <span className="visually-hidden"> ({words.unknown})</span>
      </li>
    );
  return <li className="token">{token.token}</li>;
}

/** What the network saw, token by token. */
export function Tokens({ tokens, kind }: Pick<Prediction, 'tokens' | 'kind'>) {
  const used = tokens.filter((token) => token.used);
  const unknown = used.filter((token) => !token.known).length;
  if (tokens.length === 0) return <p className="help">{words.noTokens}</p>;
  return (
    <div className="tokens">
      <h3>{words.tokens}</h3>
      <ul>
        {tokens.map((token, place) => (
          <Token key={place} token={token} />
        ))}
      </ul>
      <p className="help">{words.tokenFacts(kind, tokens.length, unknown, tokens.length - used.length)}</p>
    </div>
  );
}
