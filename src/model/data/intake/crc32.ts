/** Remainders for a byte that has 0 to 7 bytes behind it: eight bytes are taken at a time ("slicing by 8"). */
const tables = makeTables();

function makeTables(): Uint32Array[] {
  const first = Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    return value >>> 0;
  });
  const all = [first];
  for (let i = 1; i < 8; i++) all.push(all[i - 1].map((value) => (value >>> 8) ^ first[value & 0xff]));
  return all;
}

/**
 * CRC-32 as gzip and zip have it (RFC 1952, section 8).
 * @param crc of the bytes before these; 0 for none
 * @returns 0 to 2³² − 1
 */
export function crc32(bytes: Uint8Array, crc = 0): number {
  const [t0, t1, t2, t3, t4, t5, t6, t7] = tables;
  let value = ~crc;
  let i = 0;
  for (const end = bytes.length - 7; i < end; i += 8) {
    value ^= bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16) | (bytes[i + 3] << 24);
    value =
      t7[value & 0xff] ^
      t6[(value >>> 8) & 0xff] ^
      t5[(value >>> 16) & 0xff] ^
      t4[value >>> 24] ^
      t3[bytes[i + 4]] ^
      t2[bytes[i + 5]] ^
      t1[bytes[i + 6]] ^
      t0[bytes[i + 7]];
  }
  for (; i < bytes.length; i++) value = (value >>> 8) ^ t0[(value ^ bytes[i]) & 0xff];
  return ~value >>> 0;
}
