/** The words of a failure under a run, which come with the code that trains. */
export { comeback } from '../../contract/messages/en/page-comeback.ts';
