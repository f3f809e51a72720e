/** The words of the view Data, which come with it. */
export { dataWords } from '../../contract/messages/en/page-data.ts';
