import { Activity, useState, type ComponentType } from 'react';

import { t } from '../i18n/index.ts';
import { lazyPart } from '../state/lazy-parts.ts';
import { useApp } from '../state/react.ts';
import { allViewIds, type ViewId } from '../state/view/slice.ts';
import { lazyComponent, LazyBoundary } from '../ui/LazyBoundary.tsx';
import { TrainView } from './TrainView.tsx';
import './views.css';

const views: Record<ViewId, ComponentType> = {
  data: lazyComponent(lazyPart('views/DataView.tsx', async () => (await import('./DataView.tsx')).DataView)),
  train: TrainView,
  understand: lazyComponent(
    lazyPart('views/UnderstandView.tsx', async () => (await import('./UnderstandView.tsx')).UnderstandView),
  ),
  runs: lazyComponent(lazyPart('views/RunsView.tsx', async () => (await import('./RunsView.tsx')).RunsView)),
  export: lazyComponent(
    lazyPart('views/ExportView.tsx', async () => (await import('./ExportView.tsx')).ExportView),
  ),
  labs: lazyComponent(lazyPart('views/LabsView.tsx', async () => (await import('./LabsView.tsx')).LabsView)),
  lstm: lazyComponent(lazyPart('views/LstmView.tsx', async () => (await import('./LstmView.tsx')).LstmView)),
};

/** The view that the address names. One that was seen before stays as it was left, hidden. */
export function Views() {
  const view = useApp((state) => state.view);
  const [seen, setSeen] = useState<readonly ViewId[]>([view]);
  // Setting state while drawing makes React draw again at once.
  if (!seen.includes(view)) setSeen([...seen, view]);
  return allViewIds
    .filter((id) => seen.includes(id))
    .map((id) => {
      const View = views[id];
      return (
        <Activity key={id} mode={id === view ? 'visible' : 'hidden'}>
          <div className={`view view-${id}`}>
            <LazyBoundary placeholder={<p className="view-wait quiet-line">{t.views.loading}</p>}>
              <View />
            </LazyBoundary>
          </div>
        </Activity>
      );
    });
}
