import { Component, Suspense, type ReactNode } from 'react';

import { t } from '../i18n/index.ts';
import { Notice } from './Notice.tsx';

export interface LaterProps {
  /** Takes the same room, so that nothing moves when the part arrives. */
  placeholder: ReactNode;
  children: ReactNode;
}

interface CatchState {
  failed: boolean;
}

class Catch extends Component<{ children: ReactNode }, CatchState> {
  override state: CatchState = { failed: false };

  static getDerivedStateFromError(): CatchState {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? <Notice kind="problem">{t.app.partMissing}</Notice> : this.props.children;
  }
}

/** A part of the page whose code comes after the first paint. */
export function Later({ placeholder, children }: LaterProps) {
  return (
    <Catch>
      <Suspense fallback={placeholder}>{children}</Suspense>
    </Catch>
  );
}
