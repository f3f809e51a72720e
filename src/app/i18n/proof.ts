/** The words about measurements of the look inside, which come after the first paint. */
export { ablationWords, proofWords } from '../../contract/messages/en/page-proof.ts';
