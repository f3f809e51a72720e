/** Numbers and dates of the language on screen. */
export * from '../../contract/messages/en/format.ts';
