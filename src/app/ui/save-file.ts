/** Hands bytes, or what a worker has put into a blob, to the user as a download. */
export function saveFile(
  fileName: string,
  content: Uint8Array<ArrayBuffer> | Blob,
  type = 'application/zip',
): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // The browser has taken the address by then; the bytes may go.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
