import { sha256 as digestOf } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/**
 * SHA-256 as 64 hexadecimal digits. The browser's own comes only as a promise, and only on secure pages.
 */
export function sha256(bytes: Uint8Array): string {
  return bytesToHex(digestOf(bytes));
}
