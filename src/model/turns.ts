/** Lets one piece of work at a time have what can't be shared, in the order in which they came. */
export class Turns {
  private last: Promise<unknown> = Promise.resolve();

  /** Runs the work once all that came before has ended, well or badly. */
  async take<T>(work: () => Promise<T>): Promise<T> {
    const done = await this.wait();
    try {
      return await work();
    } finally {
      done();
    }
  }

  /** Waits for its turn, which lasts until the returned function is called. */
  async wait(): Promise<() => void> {
    const before = this.last;
    let done = (): void => undefined;
    this.last = new Promise<void>((resolve) => (done = resolve));
    await before;
    return done;
  }
}
