import html from '../../../docs/lstm.md?html';
import './LstmView.css';

/** The mathematics of the network, as in `docs/`: our own text, rendered when the page is built. */
export function LstmView() {
  return <article className="article" dangerouslySetInnerHTML={{ __html: html }} />;
}
