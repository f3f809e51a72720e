/** The last part of a path. */
export const fileNameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);
