/** What keeps data from being saved on this device, read or deleted. */
import type { StorageCode } from '../../../storage/database.ts';

/** `damaged`: it is there, and can’t be read. */
export type SavedDataCode = StorageCode | 'damaged';

export class SavedDataFailure extends Error {
  override readonly name = 'SavedDataFailure';
  readonly code: SavedDataCode;

  constructor(code: SavedDataCode, cause: unknown) {
    super(`What is saved on this device is ${code}.`, { cause });
    this.code = code;
  }
}
