/** The built site on a plain static host, which sends no headers of its own. */
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { site } from './site-files.ts';

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
};

export interface PlainHost {
  /** The page's address under this name. */
  url(hostName: string): string;
  /** From now on every request for a file whose name matches is answered with this status; null: none. */
  refuse(names: RegExp | null, status?: number): void;
  close(): void;
}

/** @param prefix the folder that the site lies in, with slashes at both ends */
export async function serveSite(prefix = '/'): Promise<PlainHost> {
  let refused: RegExp | null = null;
  let refusal = 503;
  const server = createServer(({ url = '' }, response) => {
    const name = url.split('?')[0] ?? '';
    const path = join(site, name.slice(prefix.length) || 'index.html');
    const isThere = name.startsWith(prefix) && statSync(path, { throwIfNoEntry: false })?.isFile();
    const isRefused = refused?.test(name) ?? false;
    if (!isThere || isRefused) {
      response.writeHead(isRefused ? refusal : 404).end();
      return;
    }
    response.writeHead(200, { 'Content-Type': types[extname(path)] ?? 'application/octet-stream' });
    createReadStream(path).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: (hostName) => `http://${hostName}:${port}${prefix}`,
    refuse(names, status = 503) {
      refused = names;
      refusal = status;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
