/** From codes and values to sentences, in whatever language the sentences are. */

/** What a sentence may need. */
export interface Values {
  readonly [name: string]: unknown;
}

/** A message inside of another one: a sentence in a sentence. */
export interface AnyMessage extends Values {
  readonly code: string;
}

export type Say = (message: AnyMessage) => string;

interface Maker {
  make(values: Values, say: Say): string;
}

/** A sentence, or what makes one of a message's values. */
export type Sentence = string | Maker['make'];

/** @returns what says messages; one whose code has no sentence, such as a stored one of another version, is its code */
export function createSay(sentences: Readonly<Record<string, Sentence>>): Say {
  const say: Say = (message) => {
    if (!Object.hasOwn(sentences, message.code)) return message.code;
    const sentence = sentences[message.code];
    return typeof sentence === 'string' ? sentence : sentence(message, say);
  };
  return say;
}
