import type { ComponentType } from 'react';

import type { LazyPart } from '../state/lazy-parts.ts';
import { lazyComponent, LazyBoundary } from './LazyBoundary.tsx';
import { Panel } from './Panel.tsx';
import { Skeleton } from './Skeleton.tsx';

export interface LazyPanelOptions {
  name: string;
  words: { title: string; lead: string };
  /** The class of the body, whose room the placeholder takes. */
  room: string;
  body: LazyPart<ComponentType>;
}

/** A panel whose body comes after the first paint. */
export function lazyPanel({ name, words: { title, lead }, room, body }: LazyPanelOptions): ComponentType {
  const Body = lazyComponent(body);
  return function LazyPanel() {
    return (
      <Panel name={name} title={title} lead={lead}>
        <LazyBoundary placeholder={<Skeleton className={room} />}>
          <Body />
        </LazyBoundary>
      </Panel>
    );
  };
}
