/** The words of the panel about a network's words, which come after the first paint. */
export { wordsWords } from '../../contract/messages/en/page-words.ts';
