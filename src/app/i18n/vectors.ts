/** The words about word vectors, which come with what is shown of them. */
export { vectorWords } from '../../contract/messages/en/page-vectors.ts';
