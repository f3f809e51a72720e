/** The words of the view Runs, which come with it. */
export { runWords } from '../../contract/messages/en/page-runs.ts';
