/** Tells by content what an uploaded file is: a network, a run file, corrections, word vectors, or data. */
import { startsWithVectors } from './vectors-head.ts';

/** `model`: a whole network; `model-part`: a file that describes one, to be read with those beside it. */
export type FileKind = 'model' | 'model-part' | 'state' | 'corrections' | 'vectors' | 'data';

/** A network's zip has a handful of files: its whole directory lies in the last bytes. */
const tailBytes = 65_536;
const headBytes = 512;
const correctionsMark = 'forget-gate-corrections';
/** Of `model.json` and of `settings.json`, near their beginning. */
const partMarks = [/"modelTopology"\s*:/, /"format"\s*:\s*"forget-gate-model"/];
const stateMark = '"forget_gate_state"';
/** A zip of settings and one of these is a network, if only a part of one. */
const weightFiles = ['weights.bin', 'model.safetensors', 'vocabulary.json'];

/** Of the zip format: the signatures of a file, of an entry of the directory, and of the directory's end. */
const fileSignature = 0x04034b50;
const entrySignature = 0x02014b50;
const endSignature = 0x06054b50;
const endBytes = 22;
const entryBytes = 46;

/** Never rejects: what can't be read is data, and whoever reads it then says what is wrong. */
export async function kindOf(file: Blob): Promise<FileKind> {
  try {
    const head = await bytesOf(file, 0, headBytes);
    const text = textOf(head);
    if (isSafetensors(head, file.size)) return text.includes(stateMark) ? 'state' : 'model';
    if (text.includes(correctionsMark)) return 'corrections';
    if (/^\s*\{/.test(text)) return partMarks.some((mark) => mark.test(text)) ? 'model-part' : 'data';
    const isZip = head.length >= 4 && viewOf(head).getUint32(0, true) === fileSignature;
    if (isZip && (await isModelZip(file))) return 'model';
    return (await startsWithVectors(file)) ? 'vectors' : 'data';
  } catch {
    return 'data';
  }
}

async function isModelZip(file: Blob): Promise<boolean> {
  const names = zipNames(await bytesOf(file, Math.max(0, file.size - tailBytes), file.size));
  return names.includes('settings.json') && weightFiles.some((name) => names.includes(name));
}

async function bytesOf(file: Blob, start: number, end: number): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(start, end).arrayBuffer());
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const textOf = (bytes: Uint8Array) => new TextDecoder('utf-8').decode(bytes);

/** The length of a header that lies within the file, and then the header's first character. */
function isSafetensors(head: Uint8Array, size: number): boolean {
  if (head.length < 10 || head[8] !== 0x7b) return false;
  return viewOf(head).getBigUint64(0, true) <= BigInt(size - 8);
}

/** Names in a zip's directory, as far as it lies within these last bytes of the file. */
function zipNames(tail: Uint8Array): string[] {
  const view = viewOf(tail);
  let end = tail.length - endBytes;
  while (end >= 0 && view.getUint32(end, true) !== endSignature) end--;
  if (end < 0) return [];
  const names: string[] = [];
  // The directory ends where its end record starts; a directory that is longer than the tail is no network's.
  let at = end - view.getUint32(end + 12, true);
  while (at >= 0 && at + entryBytes <= end && view.getUint32(at, true) === entrySignature) {
    const [name, extra, comment] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    names.push(textOf(tail.subarray(at + entryBytes, at + entryBytes + name)));
    at += entryBytes + name + extra + comment;
  }
  return names;
}
