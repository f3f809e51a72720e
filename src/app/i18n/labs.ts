/** The texts of the labs, which come with their view. */
export { labWords, type LabWords } from '../../contract/messages/en/page-labs.ts';
