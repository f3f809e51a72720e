/** Tells by a file's beginning whether it holds word vectors: GloVe, word2vec or fastText, also in gzip or zip. */

/** So much of a file shows several lines of large vectors. */
const lookAt = 1 << 16;
const linesCompared = 20;
/** What has fewer numbers beside its word may be a table. */
const leastNumbers = 5;
const leastLines = 2;
/** A number of a vector that is larger is none. */
const mostValue = 1_000;
const longestWord = 200;

const header = /^(\d{1,10}) (\d{1,5}) ?\r?\n/;
const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const lineFeed = 10;
const space = 32;

/** Never true of what is a table of reviews: those have texts. @throws what reading it does */
export async function startsWithVectors(file: Blob): Promise<boolean> {
  const bytes = await unpackedHead(file);
  const text = new TextDecoder().decode(bytes);
  const [line, , size] = header.exec(text) ?? [];
  if (line === undefined) return hasVectorLines(text, bytes.length < lookAt, null);
  const numbers = Number(size);
  return (
    hasVectorLines(text.slice(line.length), bytes.length < lookAt, numbers) ||
    isBinaryVector(bytes.subarray(bytes.indexOf(lineFeed) + 1), numbers)
  );
}

async function unpackedHead(file: Blob): Promise<Uint8Array> {
  const head = new Uint8Array(await file.slice(0, lookAt).arrayBuffer());
  const view = new DataView(head.buffer);
  if (head[0] === 0x1f && head[1] === 0x8b) return inflated(file, 'gzip');
  if (head.length < 30 || view.getUint32(0, true) !== 0x04034b50) return head;
  // Of a zip the first file: the header of an entry, with its name and an extra field.
  const start = 30 + view.getUint16(26, true) + view.getUint16(28, true);
  return view.getUint16(8, true) === 0 ? head.subarray(start) : inflated(file.slice(start), 'deflate-raw');
}

/** As much as is looked at: no more is unpacked. What is damaged is as long as it could be read. */
async function inflated(file: Blob, format: CompressionFormat): Promise<Uint8Array> {
  const reader = file.stream().pipeThrough(new DecompressionStream(format)).getReader();
  const head = new Uint8Array(lookAt);
  let length = 0;
  try {
    while (length < lookAt) {
      const { done, value } = await reader.read();
      if (done) break;
      head.set(value.subarray(0, lookAt - length), length);
      length = Math.min(lookAt, length + value.length);
    }
  } catch {
    // What came until then tells enough.
  }
  await reader.cancel().catch(() => undefined);
  return head.subarray(0, length);
}

/** How many numbers follow a line's word, separated by spaces; 0: it is no vector. At least one has decimals. */
function numbersOf(line: string): number {
  const [word, ...fields] = line.replace(/[ \r]+$/, '').split(' ');
  const isVector = word !== '' && fields.every((field) => number.test(field)) && /[.e]/i.test(fields.join());
  return isVector ? fields.length : 0;
}

/** @param size numbers of each vector, as a header says */
function hasVectorLines(text: string, isWhole: boolean, size: number | null): boolean {
  const lines = text.split('\n').slice(0, isWhole ? undefined : -1);
  const first = lines.filter((line) => line.trim() !== '').slice(0, linesCompared);
  const sizes = first.map(numbersOf);
  const expected = size ?? sizes.find((each) => each >= leastNumbers) ?? 0;
  const agreeing = sizes.filter((each) => each === expected).length;
  // Some words of a file have spaces in them.
  return expected > 0 && agreeing >= (size === null ? leastLines : 1) && agreeing >= 0.8 * sizes.length;
}

/** A word, a space, and numbers in 32 bits. */
function isBinaryVector(bytes: Uint8Array, size: number): boolean {
  const end = bytes.subarray(0, longestWord).indexOf(space);
  if (end < 1 || size < leastNumbers || bytes.length < end + 1 + 4 * size) return false;
  const values = new Float32Array(bytes.slice(end + 1, end + 1 + 4 * size).buffer);
  return values.every((value) => Math.abs(value) < mostValue) && values.some((value) => value !== 0);
}
