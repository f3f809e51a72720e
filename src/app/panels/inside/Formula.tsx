import { Fragment } from 'react';

const superscripts: Record<string, string> = { '²': '2', ᵀ: 'T' };

/** A formula as docs/lstm.md writes it, its indices lowered and its powers raised: `c_{t−1}`, `h_t`, `x²`, `Uᵀ`. */
export function Formula({ children }: { children: string }) {
  const parts = children.split(/(_\{[^}]*\}|_\S|[²ᵀ])/u);
  return (
    <span className="formula">
      {parts.map((part, i) => (
        <Fragment key={i}>{drawn(part)}</Fragment>
      ))}
    </span>
  );
}

function drawn(part: string) {
  if (part in superscripts) return <sup>{superscripts[part]}</sup>;
  return part.startsWith('_') ? <sub>{part.replace(/^_\{?|\}$/g, '')}</sub> : part;
}
