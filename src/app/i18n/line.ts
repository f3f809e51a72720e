/** The words of the line along which a network keeps its verdict, which come after the first paint. */
export { lineWords } from '../../contract/messages/en/page-line.ts';
