/** ASCII capitals as small letters, all other units of ASCII as they are. */
const smallLetters = Uint8Array.from({ length: 128 }, (_, unit) =>
  unit >= 65 && unit <= 90 ? unit + 32 : unit,
);
const asTheyAre = Uint8Array.from({ length: 128 }, (_, unit) => unit);

/**
 * The UTF-16 units of one text after the other, in memory that is used again. A string for each of a large file's
 * texts would be garbage, which browsers keep beside the JavaScript heap and collect late.
 */
export class Units {
  /** The first `length` are the text's; two zeros stand behind them, so that a loop may look ahead. */
  values = new Uint16Array(1 << 10);
  length = 0;

  readString(text: string): this {
    this.begin(text.length);
    const { values } = this;
    for (let i = 0; i < text.length; i++) values[i] = text.charCodeAt(i);
    return this.end(text.length);
  }

  /** Nothing is promised of the units when it is false: the text is not all ASCII. */
  readAscii(bytes: Uint8Array, lowercase: boolean): boolean {
    const { length } = bytes;
    this.begin(length);
    const { values } = this;
    const cased = lowercase ? smallLetters : asTheyAre;
    for (let i = 0; i < length; i++) {
      const byte = bytes[i];
      if (byte >= 0x80) return false;
      values[i] = cased[byte];
    }
    this.end(length);
    return true;
  }

  /** @param bytes well-formed UTF-8, as a `TextColumn` has it */
  readUtf8(bytes: Uint8Array): this {
    this.begin(bytes.length);
    const { values } = this;
    let at = 0;
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i];
      if (byte < 0x80) values[at++] = byte;
      else if (byte < 0xe0) values[at++] = ((byte & 0x1f) << 6) | (bytes[++i] & 0x3f);
      else if (byte < 0xf0) {
        values[at++] = ((byte & 0xf) << 12) | ((bytes[i + 1] & 0x3f) << 6) | (bytes[i + 2] & 0x3f);
        i += 2;
      } else {
        const high = ((byte & 7) << 18) | ((bytes[i + 1] & 0x3f) << 12);
        const point = high | ((bytes[i + 2] & 0x3f) << 6) | (bytes[i + 3] & 0x3f);
        values[at++] = 0xd7c0 + (point >> 10);
        values[at++] = 0xdc00 + (point & 0x3ff);
        i += 3;
      }
    }
    return this.end(at);
  }

  private begin(most: number): void {
    if (this.values.length < most + 2) this.values = new Uint16Array(2 * most + 2);
  }

  private end(length: number): this {
    this.length = length;
    this.values[length] = 0;
    this.values[length + 1] = 0;
    return this;
  }
}

/** A function takes only so many arguments. */
const mostArguments = 4_096;

/** Some units as a string of its own. */
export function stringOf(units: Uint16Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at += mostArguments) {
    text += String.fromCharCode(...units.subarray(at, Math.min(end, at + mostArguments)));
  }
  return text;
}
