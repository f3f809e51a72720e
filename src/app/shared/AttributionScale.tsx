import { attributionWords as words } from '../i18n/attribution.ts';
import './attribution-mark.css';

/** What the colours of attributed words mean. @param name of the class that they speak for or against */
export function AttributionScale({ name }: { name: string }) {
  return (
    <p className="attribution-scale">
      <span className="token token-against" style={{ '--strength': 1 }}>
        − {words.against(name)}
      </span>
      <span className="token token-for" style={{ '--strength': 1 }}>
        + {words.for(name)}
      </span>
    </p>
  );
}
