/** The words about questions that take a while to answer, which come after the first paint. */
export { inquiryWords } from '../../contract/messages/en/page-inquiry.ts';
