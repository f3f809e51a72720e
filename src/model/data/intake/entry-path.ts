/** Names of files in archives, which say anything. */

const windowsNames = new TextDecoder('windows-1252');
const utf8Names = new TextDecoder('utf-8', { fatal: true });

/** A name as UTF-8; where it is none, byte by byte. */
export function decodeName(bytes: Uint8Array): string {
  try {
    return utf8Names.decode(bytes);
  } catch {
    return windowsNames.decode(bytes);
  }
}

/** What systems add without being asked. */
const clutter = /^(\..*|__MACOSX|Thumbs\.db|desktop\.ini)$/i;

/** Parts of a path that lead nowhere, or out: nothing, `.`, `..`, a disk. */
const nowhere = /^(|\.|\.\.|[a-z]:)$/i;

/**
 * Where an archive's file lies under the archive, whatever it says: `../../a`, `/a` and `C:\a` are `a`.
 * @returns null for a file that systems add, or that is hidden
 */
export function innerPath(name: string): string | null {
  const segments = name
    .replaceAll('\\', '/')
    .replace(/\p{Cc}/gu, '')
    .split('/')
    .filter((segment) => !nowhere.test(segment));
  if (segments.length === 0 || segments.some((segment) => clutter.test(segment))) return null;
  return segments.join('/');
}

/** `reviews.csv.gz` → `reviews.csv`, `reviews.tgz` → `reviews.tar`. */
export function withoutGz(path: string): string {
  return path.replace(/\.tgz$/i, '.tar').replace(/\.gz(ip)?$/i, '');
}
