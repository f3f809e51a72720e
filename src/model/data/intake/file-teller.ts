/** Smaller files are told of by their folder: there may be fifty thousand of them, and none takes long. */
const smallBytes = 1 << 15;

/** Says what is about to be read, before it is: if reading never ends, somebody else knows where. */
export class FileTeller {
  private last = '';

  /** @param tell called with the path of a file or folder */
  constructor(private readonly tell: ((file: string) => void) | undefined) {}

  /** @param size in bytes; null when it is not known */
  begin(path: string, size: number | null): void {
    const slash = path.lastIndexOf('/');
    const isSmall = size !== null && size < smallBytes && slash > 0;
    const name = isSmall ? path.slice(0, slash) : path;
    if (name === this.last) return;
    this.last = name;
    this.tell?.(name);
  }
}
