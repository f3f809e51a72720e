/** The texts of the labs, which come with their view. */
export { labTexts, labWords, type LabWords } from '../../contract/messages/en/page-labs.ts';
