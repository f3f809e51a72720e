/** Hands bytes to the user as a download. */
export function saveFile(fileName: string, bytes: Uint8Array<ArrayBuffer>, type = 'application/zip'): void {
  const url = URL.createObjectURL(new Blob([bytes], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // The browser has taken the address by then; the bytes may go.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
