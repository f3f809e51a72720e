/** Builds the bench's page, serves it to a real browser and asks it for measurements. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { build, preview } from 'vite';
import { chromiumFlags, findBrowser } from '../scripts/find-browser.mjs';
import type { Measurement } from './page/measurement.ts';

export interface Measured {
  /** Milliseconds. */
  median: number;
  firstLoss: number;
  adapter: string;
}

export type Measure = (measurement: Measurement) => Promise<Measured>;

const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** @throws {Error} when there is no browser, or a measurement fails */
export async function measureInBrowser(work: (measure: Measure) => Promise<void>): Promise<void> {
  const executablePath = findBrowser();
  const outDir = await mkdtemp(join(tmpdir(), 'forget-gate-bench-'));
  const root = resolve('bench/page');
  const common = { root, configFile: false, logLevel: 'error', worker: { format: 'es' } } as const;
  try {
    await build({ ...common, base: './', build: { outDir, target: 'es2022', emptyOutDir: true } });
    const server = await preview({ ...common, build: { outDir }, preview: { port: 0, headers: isolation } });
    try {
      const url = server.resolvedUrls?.local[0];
      if (!url) throw new Error('The bench’s page could not be served.');
      await work((measurement) => measureOnce(executablePath, url, measurement));
    } finally {
      await server.close();
    }
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}

/** A browser of its own for each measurement: what one leaves to the GPU's process must not slow the next. */
async function measureOnce(executablePath: string, url: string, measurement: Measurement): Promise<Measured> {
  const browser = await chromium.launch({ executablePath, args: chromiumFlags });
  try {
    const page = await browser.newPage();
    await page.goto(url);
    const answer = await page.evaluate((wanted) => window.measure(wanted), measurement);
    if ('problem' in answer) {
      throw new Error(`${measurement.side} on ${measurement.backend}: ${answer.problem}`);
    }
    const times = answer.times.toSorted((a, b) => a - b);
    return {
      median: times[Math.floor(times.length / 2)],
      firstLoss: answer.losses[0],
      adapter: answer.adapter,
    };
  } finally {
    await browser.close();
  }
}
