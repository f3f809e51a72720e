import { t } from './i18n/index.ts';
import { networkShape } from './state/settings/network-shape.ts';
import { useApp, useSettings } from './state/react.ts';
import { DescriptionList } from './ui/DescriptionList.tsx';
import './TitleBlock.css';

const words = t.sheet;

/** The gate of the name: what is savedData goes straight on, and a sigmoid decides how much. */
function Mark() {
  return (
    <svg className="mark" viewBox="0 0 40 40" aria-hidden="true">
      <path d="M2 12H38" className="mark-line" />
      <path d="M20 36V19" className="mark-line" />
      <circle cx="20" cy="12" r="7" className="mark-gate" />
      <path d="M17 9L23 15M23 9L17 15" className="mark-cross" />
      <rect x="12" y="24" width="16" height="11" className="mark-box" />
      <path d="M15 32c4 0 6 -5 10 -5" className="mark-cross" />
    </svg>
  );
}

/** As on a drawing: what this is, and what it is made of at the moment. */
export function TitleBlock() {
  const { config } = useSettings();
  const loaded = useApp((state) => state.data.loaded);
  const status = useApp((state) => state.run.status);
  const report = useApp((state) => state.backend.report);
  const state = status === 'idle' && !loaded ? words.states.noData : words.states[status];
  const facts = [
    {
      name: words.data,
      value: loaded ? loaded.summary.name : words.none,
      note: loaded ? words.reviews(loaded.summary.rowsUsed) : null,
    },
    {
      name: words.network,
      value: config ? words.cells(config) : words.settingsWrong,
      note: config ? words.parameters(networkShape(config).parameters) : null,
    },
    {
      name: words.machine,
      value: report ? t.training.backendNames[report.chosen] : words.none,
      note: report?.adapter,
    },
    { name: words.state, value: <span className={`lamp lamp-${status}`}>{state}</span> },
  ];
  return (
    <header className="title-block">
      <div className="title">
        <Mark />
        <div>
          <h1>{t.app.title}</h1>
          <p>{t.app.tagline}</p>
        </div>
      </div>
      <DescriptionList shape="row" label={words.label} items={facts} />
    </header>
  );
}
