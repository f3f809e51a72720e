import { t } from '../i18n/index.ts';
import { useApp } from '../state/react.ts';
import { chosenData, isBusy } from '../state/store.ts';
import { viewIds } from '../state/view/slice.ts';
import { Mark } from './Mark.tsx';
import { RunButtons } from './RunButtons.tsx';
import { RunStatus } from './RunStatus.tsx';
import { ViewLink } from '../ui/ViewLink.tsx';
import './Bar.css';

const words = t.bar;

function Navigation() {
  const current = useApp((state) => state.view);
  return (
    <nav className="view-links" aria-label={t.views.label}>
      {viewIds.map((id) => (
        <ViewLink key={id} view={id} isCurrent={id === current}>
          {t.views.names[id]}
        </ViewLink>
      ))}
    </nav>
  );
}

/** The data that is loaded, and the model that answers: not the one of the form. */
function Loaded() {
  const data = useApp((state) => chosenData(state.data)?.summary.name ?? null);
  const held = useApp((state) => state.model.held);
  const accuracy = useApp((state) => state.test.report?.accuracy ?? null);
  const tested = useApp((state) => state.test.on);
  const isTraining = useApp((state) => isBusy(state.run));
  // What its accuracy was measured on, else what it learned from.
  const on = (accuracy === null ? null : tested) ?? held?.summary.trainedOn ?? null;
  const model = held && words.model(t.sheet.cells(held.config), on !== data ? on : null, accuracy);
  return (
    <p className="bar-loaded" aria-label={words.loaded}>
      <span className="bar-data" title={data ?? undefined}>
        {data ?? words.noData}
      </span>
      <span aria-hidden="true"> · </span>
      <span>{model === null ? words.noModel : isTraining ? words.earlier(model) : model}</span>
    </p>
  );
}

/** Beside the views: the labs act on them. */
function BarLabs() {
  const isCurrent = useApp((state) => state.view === 'labs');
  return (
    <span className="bar-labs">
      <ViewLink view="labs" isCurrent={isCurrent}>
        {t.views.names.labs}
      </ViewLink>
    </span>
  );
}

/** What stays in every view: the name, the views, what is loaded, what is going on and what can be done with it. */
export function Bar({ onHelp }: { onHelp: () => void }) {
  return (
    <header className="bar">
      <a className="skip" href="#content" onClick={skipToContent}>
        {words.skip}
      </a>
      <h1 className="bar-name">
        <Mark />
        {t.app.title}
      </h1>
      <Navigation />
      <Loaded />
      <RunStatus />
      <RunButtons />
      <BarLabs />
      <button type="button" className="bar-help" aria-label={words.help} onClick={onHelp}>
        ?
      </button>
    </header>
  );
}

/** The address names the view, so that a jump within it must not change it. */
function skipToContent(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.getElementById('content')?.focus();
}
