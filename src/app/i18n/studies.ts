/** The words of studies, which come with their code. */
export { studyWords } from '../../contract/messages/en/page-studies.ts';
