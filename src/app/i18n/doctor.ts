/** The words of the check and of the reviews, which come after the first paint. */
import { findingsMessages } from '../../contract/messages/en/findings.ts';
import { firstMessages } from '../../contract/messages/en/first-messages.ts';
import { createSay } from '../../contract/messages/say.ts';

export { fixLabel } from '../../contract/messages/en/fixes.ts';
export { doctorWords, reviewWords } from '../../contract/messages/en/page-doctor.ts';

/** Says a finding, or what is in it. */
export const sayFinding = createSay({ ...firstMessages, ...findingsMessages });
