import type { ReactNode } from 'react';
import './Notice.css';

export interface NoticeProps {
  /** `problem` is read out at once, `hint` is not. */
  kind: 'problem' | 'hint' | 'warning';
  id?: string;
  children: ReactNode;
}

/** One plain sentence, near where it matters. The sign says the kind without colour. */
export function Notice({ kind, id, children }: NoticeProps) {
  return (
    <div className={`notice notice-${kind}`} role={kind === 'problem' ? 'alert' : undefined} id={id}>
      {kind !== 'hint' && (
        <span className="notice-sign" aria-hidden="true">
          !
        </span>
      )}
      <div>{children}</div>
    </div>
  );
}
