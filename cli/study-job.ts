/** A process beside this one that trains runs: started, told what to do, and ended. */
import { fork, type ChildProcess } from 'node:child_process';
import type { RunConfig } from '../src/model/index.ts';
import { childMark, errorOf, type Answer, type Answers, type Task } from './study-child.ts';
import { t } from './language.ts';
import { RunnerLost, type Runner } from './study-runner.ts';

export class Job implements Runner {
  private readonly child: ChildProcess;
  /** How it ended; null while it runs. */
  private ended: string | null = null;

  constructor() {
    // The same program with the same flags. Ctrl+C is none of its business: in a group of its own it does not hear of it.
    this.child = fork(process.argv[1], process.argv.slice(2), {
      env: { ...process.env, [childMark]: '1' },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      detached: true,
    });
    this.child.on('error', ({ message }) => (this.ended ??= message));
    this.child.on('exit', (code, signal) => (this.ended ??= signal ?? t.exitCode(code)));
  }

  /** @throws what the task throws there; {RunnerLost} when it ends before its answer */
  ask<D extends Task['do']>(task: Extract<Task, { do: D }>): Promise<Answers[D]> {
    const { child } = this;
    return new Promise((resolve, reject) => {
      const settle = () => {
        child.off('message', hear);
        child.off('exit', lose);
        child.off('error', lose);
      };
      const lose = () => {
        settle();
        reject(new RunnerLost(this.ended ?? ''));
      };
      const hear = (answer: Answer) => {
        settle();
        if ('failed' in answer) reject(errorOf(answer.failed));
        else resolve(answer.done as Answers[D]);
      };
      if (this.ended !== null) return lose();
      child.on('message', hear).on('exit', lose).on('error', lose);
      // Where it can't be reached it ends, or has ended.
      child.send(task, () => undefined);
    });
  }

  async measure(config: RunConfig, signal: AbortSignal) {
    const close = () => this.close();
    signal.addEventListener('abort', close);
    try {
      return await this.ask({ do: 'run', config });
    } catch (error) {
      if (signal.aborted) return null;
      throw error;
    } finally {
      signal.removeEventListener('abort', close);
    }
  }

  /** What it has not answered is lost. */
  close(): void {
    this.child.kill('SIGKILL');
  }
}
