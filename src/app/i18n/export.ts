/** The words of the view Export, which come with it. */
export { exportWords } from '../../contract/messages/en/page-export.ts';
