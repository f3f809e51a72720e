/** The words of the search for places at which units are strong, which come after the first paint. */
export { unitsWords } from '../../contract/messages/en/page-units.ts';
