/** The words about what each word adds in the look inside, which come after the first paint. */
export { editWords, sharesWords } from '../../contract/messages/en/page-shares.ts';
