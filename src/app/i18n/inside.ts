/** The words of the look inside the network, which come after the first paint. */
export { insideWords } from '../../contract/messages/en/page-inside.ts';
