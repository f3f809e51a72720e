/** The words of the panels about errors, which come after the first paint. */
export { errorWords } from '../../contract/messages/en/page-errors.ts';
