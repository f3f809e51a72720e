/** The texts of what is looked at after each epoch, which come with it. */
export { flowWords } from '../../contract/messages/en/page-flow.ts';
