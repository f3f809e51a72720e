/** Rows as programs for annotating texts export them, with the label where a table has it. */
import { isObject, type JsonObject } from './json-cells.ts';

/** The value that most votes are for; nothing where two have as many. */
function winner(votes: readonly unknown[]): unknown {
  const counts = new Map<string, { value: unknown; count: number }>();
  for (const value of votes) {
    const key = JSON.stringify(value);
    counts.set(key, { value, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  const [first, second] = [...counts.values()].toSorted((a, b) => b.count - a.count);
  return first && first.count !== second?.count ? first.value : '';
}

const listOf = (value: unknown): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** Label Studio: the text is in "data", what each annotator chose in "annotations", by the name of the question. */
function fromLabelStudio(item: JsonObject): JsonObject | null {
  const { data, annotations, completions, predictions: _, drafts: __, ...others } = item;
  if (!isObject(data) || !(Array.isArray(annotations) || Array.isArray(completions))) return null;
  const votes = new Map<string, unknown[]>();
  for (const { was_cancelled: isCancelled, result } of listOf(annotations ?? completions)) {
    if (isCancelled === true) continue;
    for (const { from_name: question, value } of listOf(result)) {
      if (!isObject(value)) continue;
      const { choices, rating, taxonomy, number } = value;
      const answer = choices ?? rating ?? taxonomy ?? number;
      const name = typeof question === 'string' && question !== 'data' ? question : 'choice';
      if (answer !== undefined) votes.set(name, [...(votes.get(name) ?? []), answer]);
    }
  }
  const answers = [...votes].map(([name, values]) => [name, winner(values)] as const);
  return { ...others, data, ...Object.fromEntries(answers) };
}

const answers = new Set<unknown>(['accept', 'reject', 'ignore']);

/** Prodigy: a label that was accepted, rejected or skipped; or the options that were picked. */
function fromProdigy(item: JsonObject): JsonObject | null {
  const { answer, accept, options, label, ...others } = item;
  if (!answers.has(answer) || (label === undefined && !Array.isArray(accept))) return null;
  if (Array.isArray(accept))
    return { ...others, label: answer === 'accept' ? accept.map((id) => nameOf(id, options)) : '' };
  if (answer === 'accept') return { ...others, label };
  return { ...others, label: answer === 'reject' && typeof label === 'string' ? `not ${label}` : '' };
}

/** An option's text where its id is but a number. */
function nameOf(id: unknown, options: unknown): unknown {
  if (!/^\d+$/.test(String(id))) return id;
  return listOf(options).find((option) => String(option.id) === String(id))?.text ?? id;
}

/** A row of a datasets' server: {"row_idx": 0, "row": {…}}. */
function fromServer({ row_idx: index, row }: JsonObject): JsonObject | null {
  return index !== undefined && isObject(row) ? row : null;
}

/** ["What a film", {"cats": …}], as spaCy's training data has it. */
function fromPair(item: unknown): JsonObject | null {
  if (!Array.isArray(item) || item.length !== 2) return null;
  const [text, fields] = item as unknown[];
  return typeof text === 'string' && isObject(fields) ? { text, ...fields } : null;
}

/** An item as a record of its own fields; what no such program writes stays as it is. */
export function plainItem(item: unknown): unknown {
  if (!isObject(item)) return fromPair(item) ?? item;
  return fromServer(item) ?? fromLabelStudio(item) ?? fromProdigy(item) ?? item;
}

/** Whether every item is one record under a key of its own: {"17": {"text": …}} a line. */
export function areKeyed(sample: readonly unknown[]): boolean {
  const keys = sample.map((item) => (isObject(item) ? Object.keys(item) : []));
  const distinct = new Set(keys.map(([key]) => key));
  return (
    sample.length > 1 &&
    distinct.size * 2 > sample.length &&
    sample.every((item, at) => isObject(item) && keys[at].length === 1 && isObject(item[keys[at][0]]))
  );
}

/** The record of an item with one key. */
export function underItsKey(item: unknown): unknown {
  return isObject(item) ? Object.values(item)[0] : item;
}
