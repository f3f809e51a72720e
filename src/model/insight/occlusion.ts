/** What a logit loses without a word (Zeiler and Fergus 2014, of pictures), and a phrase beyond its words. */
import { unknownId } from '../data/index.ts';
import type { NetworkWork } from './work.ts';

/** A text with some of its words unknown. */
export function withUnknown(ids: Int32Array, places: readonly number[]): Int32Array {
  const changed = ids.slice();
  for (const place of places) changed[place] = unknownId;
  return changed;
}

/** A text without one of its words; of the only word an unknown one stays. */
function withoutWord(ids: Int32Array, place: number): Int32Array {
  const rest = ids.filter((_, t) => t !== place);
  return rest.length > 0 ? rest : Int32Array.of(unknownId);
}

/** What is asked of a text: a logit by its place among the logits, and its value for the whole text. */
export interface Asked {
  ids: Int32Array;
  logit: number;
  whole: number;
}

/** [T] The logit less that of the text with the word unknown. */
export function occlusion(work: NetworkWork, asked: Asked): Promise<Float64Array> {
  return losses(
    work,
    asked,
    Array.from(asked.ids, (_, t) => withUnknown(asked.ids, [t])),
  );
}

/** [T] The logit less that of the text without the word. */
export function removal(work: NetworkWork, asked: Asked): Promise<Float64Array> {
  return losses(
    work,
    asked,
    Array.from(asked.ids, (_, t) => withoutWord(asked.ids, t)),
  );
}

/**
 * [T − 1] What each word adds together with the next beyond both alone: the logit that is lost when both are unknown,
 * less what is lost when each is. “not bad” has one, since *not* turns *bad* round.
 * @param alone [T] `occlusion` of the same
 */
export async function phraseSurplus(
  work: NetworkWork,
  asked: Asked,
  alone: Float64Array,
): Promise<Float64Array> {
  const { ids } = asked;
  const pairs = Array.from({ length: ids.length - 1 }, (_, t) => withUnknown(ids, [t, t + 1]));
  const together = await losses(work, asked, pairs);
  return together.map((lost, t) => lost - alone[t] - alone[t + 1]);
}

async function losses(
  work: NetworkWork,
  { logit, whole }: Asked,
  texts: readonly Int32Array[],
): Promise<Float64Array> {
  const logits = await work.logits(texts);
  return Float64Array.from(logits, (own) => whole - own[logit]);
}
