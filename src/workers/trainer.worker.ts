/** The worker's entry: ties the host to the page. */
import { Host } from './host.ts';
import type { Command } from './protocol.ts';

const heartbeatEvery = 1_000;

const host = new Host((event, transfer = []) => self.postMessage(event, { transfer }));
self.addEventListener('message', ({ data }: MessageEvent<Command>) => void host.handle(data));
setInterval(() => self.postMessage({ type: 'heartbeat' }), heartbeatEvery);
self.postMessage({ type: 'heartbeat' });
