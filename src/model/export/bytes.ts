/** Putting files together from pieces. */

const encoder = new TextEncoder();

export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text);
}

/** JSON with a line's end. */
export function jsonBytes(value: unknown, indent?: number): Uint8Array<ArrayBuffer> {
  return utf8(`${JSON.stringify(value, null, indent)}\n`);
}

/** The bytes of little-endian float32 (every browser runs on little-endian machines), without a copy. */
export function floatBytes(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

const base64Digits = utf8('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');

/** Base64 (RFC 4648, 4) as bytes: of large files there is then no string of a third more. */
export function base64(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const text = new Uint8Array(4 * Math.ceil(bytes.length / 3)).fill('='.charCodeAt(0));
  let out = 0;
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at;
    const bits = (bytes[at] << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    text[out] = base64Digits[bits >> 18];
    text[out + 1] = base64Digits[(bits >> 12) & 63];
    if (left > 1) text[out + 2] = base64Digits[(bits >> 6) & 63];
    if (left > 2) text[out + 3] = base64Digits[bits & 63];
    out += 4;
  }
  return text;
}
