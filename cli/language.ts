/** The language of the command line: another one is another folder beside `contract/messages/en`, chosen here alone. */
export { cli as t } from '../src/contract/messages/en/cli.ts';
export { fixLabel } from '../src/contract/messages/en/fixes.ts';
export { plainPercent as percent, signed, wholePercent } from '../src/contract/messages/en/format.ts';
export { shorten, wholeNumber } from '../src/contract/messages/en/phrases.ts';
export { say, withAdvice } from '../src/contract/messages/en/say.ts';
export { helpOf, presetReason } from '../src/contract/messages/en/setting-help.ts';
