/** The words of the curves and of the table of epochs, which come with their code. */
export { curveWords } from '../../contract/messages/en/page-curves.ts';
