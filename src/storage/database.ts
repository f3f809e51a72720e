/**
 * One IndexedDB database: opened when it is first used, and again after it was deleted, cleared or closed from outside.
 * What it writes is written wholly or not at all.
 */
import {
  deleteDB,
  openDB,
  type DBSchema,
  type IDBPDatabase,
  type IDBPTransaction,
  type StoreNames,
} from 'idb';

export type StorageCode =
  /** No room is left. */
  | 'full'
  /** A newer version of the page has changed the database. */
  | 'newer'
  /** Another tab holds the database open in an older version. */
  | 'blocked'
  /** The browser has not opened the database yet, and has not said why. */
  | 'slow'
  /** The browser does not let the page store anything, or does not give back what was stored. */
  | 'refused';

export class StorageFailure extends Error {
  override readonly name = 'StorageFailure';
  readonly code: StorageCode;

  constructor(code: StorageCode, cause?: unknown) {
    super(`The database is ${code}.`, { cause });
    this.code = code;
  }
}

type Connection<S extends DBSchema> = IDBPDatabase<S>;
type Stores<S extends DBSchema> = readonly StoreNames<S>[];

export interface DatabaseOptions<S extends DBSchema> {
  name: string;
  version: number;
  /** Makes the object stores that are missing. */
  upgrade: (database: Connection<S>) => void;
  /** Runs each time that the database is opened, before anybody uses it; when it rejects, nobody does. */
  prepare?: (database: Connection<S>) => Promise<void>;
  /** Called when the database was lost, or opened later than its users could wait: read everything again. */
  onChange?: () => void;
  /** How long a call waits for it to open, in milliseconds. */
  patience?: number;
}

/** An opening under way or done. */
interface Opening<S extends DBSchema> {
  ready: Promise<Connection<S>>;
  /** Null until the browser has opened it. */
  database: Connection<S> | null;
  since: number;
  isBlocked: boolean;
  /** Somebody was told that it takes too long. */
  isLate: boolean;
}

export class Database<S extends DBSchema> {
  private opening: Opening<S> | null = null;

  constructor(private readonly options: DatabaseOptions<S>) {}

  /**
   * Works with an open database. When that turns out to be closed, the work is done once more with a new one: it must
   * not mind being done twice.
   * @throws {StorageFailure}
   */
  async access<T>(work: (database: Connection<S>) => Promise<T>): Promise<T> {
    try {
      const database = await this.connection();
      try {
        return await work(database);
      } catch (error) {
        if (isOpen(database)) throw error;
        this.drop(database);
        return await work(await this.connection());
      }
    } catch (error) {
      throw failureOf(error);
    }
  }

  /**
   * Reads and writes in one transaction, all of it or nothing. It is on the disk when the promise settles. The work may
   * wait for nothing but the transaction's own requests, and must not mind being done twice.
   * @throws {StorageFailure}
   */
  change<T, N extends Stores<S>>(
    stores: N,
    work: (transaction: IDBPTransaction<S, N, 'readwrite'>) => Promise<T>,
  ): Promise<T> {
    return this.access(async (database) => {
      const transaction = database.transaction(stores, 'readwrite', { durability: 'strict' });
      const done = transaction.done.then(
        () => null,
        (error: unknown) => ({ error }),
      );
      const worked = await work(transaction).then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      );
      // A write that throws leaves those before it in the transaction, which would be committed.
      if ('error' in worked) abort(transaction);
      const failed = await done;
      // Of a full disk only the transaction knows, and its requests only that it was aborted.
      if (failed && codeOf(failed.error) === 'full') throw failed.error;
      if ('error' in worked) throw worked.error;
      if (failed) throw failed.error;
      return worked.value;
    });
  }

  private connection(): Promise<Connection<S>> {
    const opening = (this.opening ??= this.open());
    const { patience = 5_000 } = this.options;
    return new Promise((resolve, reject) => {
      const left = Math.max(0, opening.since + patience - performance.now());
      const timer = setTimeout(() => {
        opening.isLate = true;
        reject(new StorageFailure(opening.isBlocked ? 'blocked' : 'slow'));
      }, left);
      opening.ready.then(resolve, reject).finally(() => clearTimeout(timer));
    });
  }

  private open(): Opening<S> {
    const since = performance.now();
    const opening: Opening<S> = {
      ready: Promise.resolve().then(() => this.prepared(opening)),
      database: null,
      since,
      isBlocked: false,
      isLate: false,
    };
    void this.follow(opening);
    return opening;
  }

  private async follow(opening: Opening<S>): Promise<void> {
    try {
      await opening.ready;
      if (opening.isLate) this.options.onChange?.();
    } catch {
      // Whoever waits for it hears why; the next use tries again.
      if (this.opening === opening) this.opening = null;
    }
  }

  private async prepared(opening: Opening<S>): Promise<Connection<S>> {
    let database = await this.request(opening);
    if (database.objectStoreNames.length === 0) {
      // Something that only looked for it has made it: nothing is lost with it.
      database.close();
      await deleteDB(this.options.name);
      database = await this.request(opening);
    }
    opening.database = database;
    try {
      await this.options.prepare?.(database);
    } catch (error) {
      database.close();
      throw error;
    }
    return database;
  }

  private request(opening: Opening<S>): Promise<Connection<S>> {
    const { name, version, upgrade } = this.options;
    const lose = () => {
      if (opening.database) this.drop(opening.database);
    };
    return openDB<S>(name, version, {
      upgrade: (database) => upgrade(database),
      blocked: () => {
        opening.isBlocked = true;
      },
      // Another tab deletes the database or opens a newer version: that must not wait for this connection.
      blocking: (_current, _blocked, event) => {
        (event.target as IDBDatabase).close();
        lose();
      },
      // The browser closed it, such as when the user cleared the page's data.
      terminated: lose,
    });
  }

  /** The next use opens the database again. */
  private drop(database: Connection<S>): void {
    if (this.opening?.database !== database) return;
    database.close();
    this.opening = null;
    this.options.onChange?.();
  }
}

/** A connection that was closed from outside refuses every transaction, also before it says that it is closed. */
function isOpen<S extends DBSchema>(database: Connection<S>): boolean {
  const [store] = database.objectStoreNames;
  try {
    if (store !== undefined) database.transaction(store);
    return true;
  } catch {
    return false;
  }
}

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // It has aborted by itself.
  }
}

const codes: Record<string, StorageCode> = { QuotaExceededError: 'full', VersionError: 'newer' };

function codeOf(error: unknown): StorageCode {
  if (error instanceof StorageFailure) return error.code;
  return (error instanceof Error && codes[error.name]) || 'refused';
}

function failureOf(error: unknown): StorageFailure {
  return error instanceof StorageFailure ? error : new StorageFailure(codeOf(error), error);
}
