/** The words of the check and of the reviews, which come after the first paint. */
export { doctorWords, reviewWords } from '../../contract/messages/en/page-doctor.ts';
