/** Failures planted in the worker that trains: each happens at a step of the run, from within. */
import type { BrowserContext } from '@playwright/test';

export type PlantedFailure =
  | 'device is lost'
  | 'context is lost'
  | 'GPU memory is full'
  | 'kernel is refused'
  | 'worker throws'
  | 'worker falls silent'
  | 'step hangs'
  | 'memory runs out'
  | 'loss is no number';

export interface Plan {
  failure: PlantedFailure;
  /** It happens as soon as the worker tells of this step. */
  step: number;
}

/** Has workers that train fail: the first one that starts as the first plan says, and so on. */
export async function plant(context: BrowserContext, plans: readonly Plan[]): Promise<void> {
  const left = [...plans];
  await beforeTrainer(context, () => {
    const plan = left.shift();
    return plan ? `(${fail.toString()})(${JSON.stringify(plan)});` : '';
  });
}

/** Has workers rest each time they tell of steps, so that there is time to do something to a run. */
export async function plantRests(context: BrowserContext, milliseconds: number): Promise<void> {
  await beforeTrainer(context, () => `(${rest.toString()})(${milliseconds});`);
}

/** Has states written all the time: the worker's clock runs fast. */
export async function plantFastClock(context: BrowserContext): Promise<void> {
  await beforeTrainer(
    context,
    () => '{ const now = performance.now.bind(performance); performance.now = () => 1_000 * now(); }',
  );
}

/** Has workers log when they begin to write a state. */
export async function plantWritingNotes(context: BrowserContext): Promise<void> {
  await beforeTrainer(context, () => `(${noteWriting.toString()})(${JSON.stringify(writingNote)});`);
}

export const writingNote = 'A state is being written.';

/** Has the page and its worker log what the site's policy forbids. */
export async function plantViolationNotes(context: BrowserContext): Promise<void> {
  await context.addInitScript(noteViolations);
  await beforeTrainer(context, () => `(${noteViolations.toString()})();`);
}

/** Has the browser refuse workers all storage, as some private windows do. */
export async function plantRefusedStorage(context: BrowserContext): Promise<void> {
  const refuse = "IDBFactory.prototype.open = () => { throw new DOMException('denied', 'SecurityError'); };";
  await beforeTrainer(context, () => refuse);
}

/** Takes the locks of tabs away, as a page that came by plain HTTP has none. */
export async function plantNoLocks(context: BrowserContext): Promise<void> {
  await beforeTrainer(context, () => "Object.defineProperty(navigator, 'locks', { value: undefined });");
}

/** Has WebGL refuse every shader in the first worker. */
export async function plantRefusedShaders(context: BrowserContext): Promise<void> {
  let left = 1;
  await beforeTrainer(context, () => (left-- > 0 ? `(${refuseShaders.toString()})();` : ''));
}

/** Has every worker end as soon as it asks for a GPU. */
export async function plantFatalTrial(context: BrowserContext, fate: 'throws' | 'hangs'): Promise<void> {
  await beforeTrainer(context, () => `(${failOnGpu.toString()})(${JSON.stringify(fate)});`);
}

/** Has so many workers end when they are asked to measure backends. */
export async function plantDeathsAtMeasuring(context: BrowserContext, count: number): Promise<void> {
  let left = count;
  await beforeTrainer(context, () => (left-- > 0 ? `(${failOnMeasuring.toString()})();` : ''));
}

const planted = new WeakMap<BrowserContext, (() => string)[]>();

/**
 * Puts code in front of the worker's own, so that it is there before anything of that runs.
 *
 * @param code asked for at each start of a worker
 */
async function beforeTrainer(context: BrowserContext, code: () => string): Promise<void> {
  const known = planted.get(context) ?? [];
  planted.set(context, [...known, code]);
  if (known.length > 0) return;
  await context.route(/\/trainer\.worker-[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    const first = (planted.get(context) ?? []).map((each) => each()).join('\n');
    await route.fulfill({ response, body: `${first}\n${await response.text()}` });
  });
}

/** Runs inside the worker, so it may use nothing from out here. */
function refuseShaders(): void {
  const parameter = WebGL2RenderingContext.prototype.getProgramParameter;
  WebGL2RenderingContext.prototype.getProgramParameter = function (program, name) {
    return name === this.LINK_STATUS ? false : (parameter.call(this, program, name) as unknown);
  };
}

/** Runs inside the worker, so it may use nothing from out here. */
function failOnGpu(fate: 'throws' | 'hangs'): void {
  GPU.prototype.requestAdapter = () => {
    for (; fate === 'hangs';);
    setTimeout(() => {
      throw new Error('planted');
    });
    return new Promise(() => undefined);
  };
}

/** Runs inside the worker, so it may use nothing from out here. */
function failOnMeasuring(): void {
  self.addEventListener('message', ({ data }: MessageEvent<{ name: string }>) => {
    if (data.name !== 'probe-backends') return;
    setTimeout(() => {
      throw new Error('planted');
    });
  });
}

/** Runs inside the worker, so it may use nothing from out here. */
function rest(milliseconds: number): void {
  const post = self.postMessage.bind(self) as Post;
  const slowly: Post = (message, options) => {
    post(message, options);
    if (!message.event?.steps) return;
    const until = Date.now() + milliseconds;
    while (Date.now() < until);
  };
  Object.assign(self, { postMessage: slowly });
}

/** Runs inside the worker, so it may use nothing from out here. */
function noteWriting(note: string): void {
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (value, key) {
    const request = put.call(this, value, key);
    // Whether writing works at all is tried with a few bytes first.
    if (this.name === 'state' && (value as Uint8Array).length > 1_000) console.log(note);
    return request;
  };
}

/** Runs inside the page or the worker, so it may use nothing from out here. */
function noteViolations(): void {
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    console.error(`The policy forbids: ${violatedDirective} ${blockedURI}`),
  );
}

type Post = (message: Message, options: StructuredSerializeOptions) => void;

interface Message {
  type: string;
  event?: { type: string; steps?: { step: number }[] };
}

/** Runs inside the worker, so it may use nothing from out here. */
function fail({ failure, step }: Plan): void {
  let onDevice: (act: (device: GPUDevice) => void) => void = () => undefined;
  let loseContext = (): void => undefined;

  // Which device and context the run computes on shows in what they are told to do.
  if (typeof GPUDevice !== 'undefined') {
    const encode = GPUDevice.prototype.createCommandEncoder;
    GPUDevice.prototype.createCommandEncoder = function (descriptor) {
      onDevice = (act) => act(this);
      return encode.call(this, descriptor);
    };
  }
  const use = WebGL2RenderingContext.prototype.useProgram;
  WebGL2RenderingContext.prototype.useProgram = function (program) {
    loseContext = () => this.getExtension('WEBGL_lose_context')?.loseContext();
    use.call(this, program);
  };

  function refuseMemoryOnce(): void {
    const Floats = globalThis.Float32Array;
    globalThis.Float32Array = new Proxy(Floats, {
      construct() {
        globalThis.Float32Array = Floats;
        // In the browser's own words.
        throw new RangeError('Array buffer allocation failed');
      },
    });
  }

  /** The next numbers that are handed to the backend, a batch's labels and weights, begin with one that is none. */
  function writeNaN(): void {
    const arrays = Object.getPrototypeOf(Float32Array.prototype) as Float32Array;
    const { set } = arrays;
    let left = 2;
    arrays.set = function (this: Float32Array, values, offset) {
      set.call(this, values, offset);
      if (!(this instanceof Float32Array) || this.length < 8) return;
      this[0] = Number.NaN;
      if (--left === 0) arrays.set = set;
    };
  }

  function happen(): void {
    switch (failure) {
      case 'device is lost':
        return onDevice((device) => device.destroy());
      case 'GPU memory is full': {
        const error = new GPUOutOfMemoryError('planted');
        const event = new GPUUncapturedErrorEvent('uncapturederror', { error });
        return onDevice((device) => void device.dispatchEvent(event));
      }
      case 'kernel is refused':
        return onDevice((device) => {
          const module = device.createShaderModule({ code: 'no shader' });
          device.createComputePipeline({ layout: 'auto', compute: { module } });
        });
      case 'context is lost':
        return loseContext();
      case 'worker throws':
        setTimeout(() => {
          throw new Error('planted');
        });
        return;
      case 'worker falls silent':
        return self.close();
      case 'step hangs':
        for (;;);
      case 'memory runs out':
        return refuseMemoryOnce();
      case 'loss is no number':
        return writeNaN();
    }
  }

  const post = self.postMessage.bind(self) as Post;
  const watch: Post = (message, options) => {
    post(message, options);
    const last = message.event?.steps?.at(-1)?.step ?? 0;
    if (last < step) return;
    Object.assign(self, { postMessage: post });
    happen();
  };
  Object.assign(self, { postMessage: watch });
}
