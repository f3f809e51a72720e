/** The words about saving pictures, which come with them. */
export { pictureWords } from '../../contract/messages/en/page-pictures.ts';
