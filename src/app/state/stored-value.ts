/** Values in the browser's storage that outlive a reload. */
import * as v from 'valibot';

export interface StoredValue<T, W = T> {
  /** Null where nothing is stored, or nothing that fits: it may come from another version, or from anybody with access to this origin. */
  read(): T | null;
  /** @param value null: nothing is stored any more */
  write(value: W | null): void;
}

/** @param key its place in the storage */
export function storedValue<T, W = T>(key: string, schema: v.GenericSchema<unknown, T>): StoredValue<T, W> {
  return {
    read() {
      try {
        const result = v.safeParse(schema, JSON.parse(localStorage.getItem(key) ?? 'null'));
        return result.success ? result.output : null;
      } catch {
        // No storage, or no JSON.
        return null;
      }
    },
    write(value) {
      try {
        if (value === null) localStorage.removeItem(key);
        else localStorage.setItem(key, JSON.stringify(value));
      } catch {
        // Storage is full or switched off: a reload forgets it.
      }
    },
  };
}
