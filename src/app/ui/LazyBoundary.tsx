import { Component, Suspense, use, useState, type ComponentType, type ReactNode } from 'react';

import { t } from '../i18n/index.ts';
import { forgetFailures, LazyFailure, type LazyPart } from '../state/lazy-parts.ts';
import { Action } from './Action.tsx';
import { Notice } from './Notice.tsx';

export interface LazyBoundaryProps {
  /** Takes the same room, so that nothing moves when the part arrives. */
  placeholder: ReactNode;
  children: ReactNode;
}

interface CatchState {
  failure: { error: unknown } | null;
}

const sentenceOf = (error: unknown) =>
  error instanceof LazyFailure ? t.app.lazy[error.reason] : t.app.partBroken;

/** What failed is tried again by a button, and by itself when the connection is back. */
class Catch extends Component<{ children: ReactNode }, CatchState> {
  override state: CatchState = { failure: null };

  static getDerivedStateFromError(error: unknown): CatchState {
    return { failure: { error } };
  }

  override componentDidMount() {
    window.addEventListener('online', this.retry);
  }

  override componentWillUnmount() {
    window.removeEventListener('online', this.retry);
  }

  readonly retry = () => {
    if (!this.state.failure) return;
    forgetFailures();
    this.setState({ failure: null });
  };

  override render() {
    const { failure } = this.state;
    if (!failure) return this.props.children;
    return (
      <Notice kind="problem">
        {sentenceOf(failure.error)}{' '}
        <Action kind="quiet" onPress={this.retry}>
          {t.app.tryAgain}
        </Action>
      </Notice>
    );
  }
}

/** A part of the page whose code comes after the first paint. */
export function LazyBoundary({ placeholder, children }: LazyBoundaryProps) {
  return (
    <Catch>
      <Suspense fallback={placeholder}>{children}</Suspense>
    </Catch>
  );
}

/** A component that is loaded lazily; it stands inside a `LazyBoundary`. */
export function lazyComponent<P extends object>(part: LazyPart<ComponentType<P>>): ComponentType<P> {
  return function LazyComponent(props: P) {
    const Here = use(part.get());
    return <Here {...props} />;
  };
}

/** For a press that needs lazily loaded code: `failure` is what to say when that did not come; pressing again tries again. */
export function useLazyCode<T>(part: LazyPart<T>) {
  const [failure, setFailure] = useState<string | null>(null);
  async function withCode(act: (code: T) => void | Promise<void>): Promise<void> {
    let code: T;
    try {
      code = await part.load();
    } catch (error) {
      setFailure(sentenceOf(error));
      return;
    }
    setFailure(null);
    await act(code);
  }
  return { failure, withCode };
}
