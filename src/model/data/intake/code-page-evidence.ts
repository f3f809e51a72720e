/**
 * Windows-1258 (Vietnamese) is windows-1252 but for a few places: five of them are tone marks that follow their
 * vowel, four are the letters ă, đ, ơ, ư, one is the đồng sign. What stands around these bytes tells which of the
 * two was meant: no language of windows-1252 writes them where Vietnamese does.
 */

const vowel = 1;
const tone = 2;
/** đ, which only starts a syllable. */
const dStroke = 4;
/** Letters of windows-1252's languages that Vietnamese lacks in either reading. */
const foreign = 8;
const letter = 16;
/** 0xFE: đồng sign or þ. */
const dong = 32;
/** ă, ơ, ư. */
const hornOrBreve = 64;

const kinds = new Uint8Array(256);
function assign(kind: number, ...bytes: number[]): void {
  for (const byte of bytes) kinds[byte] |= kind;
}
for (let byte = 0x41; byte <= 0x5a; byte++) assign(letter, byte, byte + 0x20);
for (let byte = 0xc0; byte <= 0xff; byte++) assign(letter, byte);
for (const char of 'aeiouyAEIOUY') assign(vowel, char.charCodeAt(0));
// Â Ă Ê Ô Ơ Ư, and the same in small letters, as windows-1258 has them.
for (const byte of [0xc2, 0xc3, 0xca, 0xd4, 0xd5, 0xdd]) assign(vowel, byte, byte + 0x20);
for (const byte of [0xc3, 0xd5, 0xdd]) assign(hornOrBreve, byte, byte + 0x20);
assign(tone, 0xcc, 0xd2, 0xde, 0xec, 0xf2);
assign(dStroke, 0xd0, 0xf0);
assign(dong, 0xfe);
// Ä Å Æ Ç Ë Î Ï Ñ Ö × Ø Û Ü ß ÷ ÿ by their capitals, the small ones 0x20 above; Š Ž š ž have no place in 1258.
for (const byte of [0xc4, 0xc5, 0xc6, 0xc7, 0xcb, 0xce, 0xcf, 0xd1, 0xd6, 0xd8, 0xdb, 0xdc, 0xdf]) {
  assign(foreign, byte, byte + 0x20);
}
assign(foreign, 0x8a, 0x8e, 0x9a, 0x9e);

const smallA = 0x61;
const smallE = 0x65;
const smallO = 0x6f;
const smallCase = 0x20;

export class CodePageEvidence {
  private vietnamese = 0;
  private other = 0;
  private readonly seen = new Set<number>();
  private before = 0;

  push(bytes: Uint8Array): void {
    let before = this.before;
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at];
      // What follows a letter is looked at when it comes.
      if (byte >= 0x80 || before >= 0x80) this.weigh(before, byte);
      before = byte;
    }
    this.before = before;
  }

  /** Rather windows-1252 as long as little speaks for Vietnamese, or only one letter does. */
  get isVietnamese(): boolean {
    return this.vietnamese >= 2 && this.seen.size >= 2 && this.vietnamese > 3 * this.other;
  }

  private weigh(before: number, byte: number): void {
    const kind = kinds[byte];
    const last = kinds[before];
    if (kind & tone) this.count((last & vowel) !== 0, byte);
    else if (kind & dStroke) this.count((last & letter) === 0, byte);
    else if (kind & foreign) this.other++;
    // ươ in one, and ă or ư at a word's beginning: ã, õ and ý stand elsewhere.
    else if (kind & hornOrBreve && (before & ~smallCase) === 0xdd) this.count(true, byte);
    if (last & dong && kind & letter) this.other++;
    const isNasal = (before | smallCase) === 0xe3 || (before | smallCase) === 0xf5;
    // Portuguese ão, õe, ãe.
    if (isNasal && [smallA, smallE, smallO].includes(byte | smallCase)) this.other++;
  }

  private count(isVietnamese: boolean, byte: number): void {
    if (!isVietnamese) this.other++;
    else {
      this.vietnamese++;
      this.seen.add(byte);
    }
  }
}
