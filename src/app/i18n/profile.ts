/** The words of the profile of a step, which come with it. */
export { profile as profileWords } from '../../contract/messages/en/page-profile.ts';
