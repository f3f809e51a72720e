/** The words of thresholds and calibration, which come after the first paint. */
export { decideWords } from '../../contract/messages/en/page-decide.ts';
