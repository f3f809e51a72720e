/** The words of classifying a file, which come after the first paint. */
export { classifyWords } from '../../contract/messages/en/page-classify.ts';
