/**
 * Serves the sample datasets from where they are built, also while one of them is still being built, and the English word
 * vectors once they are there.
 */
import { spawn } from 'node:child_process';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';

import { cachedSample, currentSample, samplesCache, sources } from '../build-datasets.mjs';
import { vectorsFile } from '../build-vectors.mjs';
import { siteHeaders } from './headers.mjs';

/** @typedef {import('../../src/contract/dataset.ts').Catalogue} Catalogue */
/** @typedef {import('node:http').ServerResponse} Response */
/** @typedef {{ file: string, rows: number, bytes: number }} Built */

const script = resolve(import.meta.dirname, '../build-datasets.mjs');

export class LiveSamples {
  /** By id; `failed`: it could not be built. Those that are missing are being built. */
  #built = /** @type {Map<string, Built | 'failed'>} */ (new Map());
  #cache;
  #vectors;

  /** @param {string} cache @param {string} vectors the file of English vectors, there or not */
  constructor(cache, vectors) {
    this.#cache = cache;
    this.#vectors = vectors;
  }

  /**
   * Builds what a published site has at once, and looks up the rest.
   *
   * @param {string} [cache]
   * @param {string} [vectors]
   */
  static async open(cache = samplesCache, vectors = vectorsFile) {
    const samples = new LiveSamples(cache, vectors);
    for (const source of sources) {
      const built = source.publishable ? await cachedSample(source, cache) : currentSample(source, cache);
      if (built) samples.#built.set(source.card.id, built);
    }
    return samples;
  }

  /**
   * Builds what is missing in another process. @returns {() => void} stops it
   */
  buildRest() {
    const missing = sources.filter(({ card }) => !this.#built.has(card.id));
    if (missing.length === 0) return () => undefined;
    const child = spawn(process.execPath, [script, '--cache-only', this.#cache], { stdio: ['ignore', 2, 2] });
    child.on('close', () => {
      for (const source of missing) {
        this.#built.set(source.card.id, currentSample(source, this.#cache) ?? 'failed');
      }
    });
    return () => void child.kill();
  }

  /** @returns {Catalogue} */
  catalogue() {
    return { samples: this.#samples(), hasEnglishVectors: existsSync(this.#vectors) };
  }

  /** @returns {Catalogue['samples']} */
  #samples() {
    return sources.map(({ card }) => {
      const built = this.#built.get(card.id);
      const file = `datasets/${card.id}.reviews`;
      if (built === undefined) return { ...card, file, bytes: 0, rows: 0, state: 'being-built' };
      if (built === 'failed') return { ...card, file, bytes: 0, rows: 0, state: 'failed' };
      return { ...card, file, bytes: built.bytes, rows: built.rows };
    });
  }

  /** @type {import('vite').Connect.NextHandleFunction} for what lies under `/datasets/` */
  answer = (request, response, next) => {
    const name = (request.url ?? '').split('?')[0]?.slice(1);
    if (name === 'catalogue.json') {
      response.writeHead(200, {
        ...siteHeaders,
        'Content-Type': 'application/json',
        'Cache-Control': 'no-store',
      });
      response.end(JSON.stringify(this.catalogue()));
      return;
    }
    const id = sources.find(({ card }) => name === `${card.id}.reviews`)?.card.id;
    const built = id === undefined ? undefined : this.#built.get(id);
    if (built === undefined || built === 'failed') {
      next();
      return;
    }
    send(built.file, response);
  };

  /** @type {import('vite').Connect.NextHandleFunction} for what lies under `/vectors/` */
  answerVectors = (request, response, next) => {
    const name = (request.url ?? '').split('?')[0]?.slice(1);
    if (name === basename(vectorsFile) && existsSync(this.#vectors)) send(this.#vectors, response);
    else next();
  };

  /** @returns {import('vite').Plugin} for the server of a built site, and for the development server */
  plugin() {
    return {
      name: 'live-samples',
      configureServer: ({ middlewares }) => this.#add(middlewares),
      configurePreviewServer: ({ middlewares }) => this.#add(middlewares),
    };
  }

  /** @param {import('vite').Connect.Server} middlewares */
  #add(middlewares) {
    middlewares.use('/datasets', this.answer);
    middlewares.use('/vectors', this.answerVectors);
  }
}

/** @param {string} file @param {Response} response */
function send(file, response) {
  response.writeHead(200, {
    ...siteHeaders,
    'Content-Type': 'application/octet-stream',
    'Content-Length': statSync(file).size,
    'Cache-Control': 'no-cache',
  });
  createReadStream(file).pipe(response);
}
