/** The words of the check and of the reviews, which come after the first paint. */
export { fixLabel } from '../../contract/messages/en/fixes.ts';
export { doctorWords, reviewWords } from '../../contract/messages/en/page-doctor.ts';
