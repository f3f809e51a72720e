import type { Part } from '../../contract/dataset.ts';
import { bytesReader, type Texts } from './text-column.ts';
import { hex, mix } from './text-hash.ts';
import type { TimeSlicer } from './time-slicer.ts';
import { Units } from './units.ts';

const partCodes: Record<Part, number> = { train: 1, validation: 2, test: 3 };

/**
 * A short name for the content of a dataset, to tell it from others (not to protect it): two lanes of
 * multiply-and-xor over the UTF-16 units, as in FNV-1a, each finished with MurmurHash3's mixer. The same texts
 * and classes in the same order give the same name, whatever files they came in; another order gives another
 * name, since the order of training depends on it.
 */
class Fingerprint {
  private first = 0x811c9dc5;
  private second = 0x2f0b4c47;
  private readonly units = new Units();

  /**
   * @param bytes a text's UTF-8
   * @param part of a provided split; nothing where there is none: that is another name than null
   */
  add(bytes: Uint8Array, label: number, part?: Part | null): void {
    const { values, length } = this.units.readUtf8(bytes);
    // The length and the class go in as well, so that moving a border between texts changes the result.
    let first = Math.imul(this.first ^ length, 0x01000193);
    let second = Math.imul(this.second ^ label ^ 0x5bd1, 0x85ebca6b);
    if (part !== undefined) first = Math.imul(first ^ (part ? partCodes[part] : 0), 0x01000193);
    for (let i = 0; i < length; i++) {
      const unit = values[i];
      first = Math.imul(first ^ unit, 0x01000193);
      second = Math.imul((second << 13) | (second >>> 19), 5) ^ Math.imul(unit, 0xcc9e2d51);
    }
    this.first = first;
    this.second = second;
  }

  toString(): string {
    return hex(mix(this.first)) + hex(mix(this.second));
  }
}

/** Of a whole dataset at once. */
export function fingerprintOf(
  texts: Texts,
  classes: Uint8Array,
  provided: readonly (Part | null)[] | null = null,
): string {
  const print = new Fingerprint();
  const bytesOf = bytesReader(texts);
  for (let row = 0; row < texts.length; row++) print.add(bytesOf(row), classes[row], provided?.[row]);
  return print.toString();
}

/** The same in slices; texts without labels count as all of one class. @throws as the slicer does */
export async function fingerprintInSlices(
  {
    texts,
    classes,
    provided,
  }: { texts: Texts; classes?: Uint8Array; provided?: readonly (Part | null)[] | null },
  slicer: TimeSlicer,
): Promise<string> {
  const print = new Fingerprint();
  const bytesOf = bytesReader(texts);
  for (let row = 0; row < texts.length; row++) {
    print.add(bytesOf(row), classes?.[row] ?? 0, provided?.[row]);
    if (slicer.isDue) await slicer.pause(row / texts.length, row);
  }
  return print.toString();
}
