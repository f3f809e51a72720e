/** The words of the test's result, which come after the first paint. */
export { testWords } from '../../contract/messages/en/page-test.ts';
