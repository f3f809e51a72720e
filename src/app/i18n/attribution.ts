/** The words about what each word adds, which come after the first paint. */
export { attributionWords } from '../../contract/messages/en/page-attribution.ts';
