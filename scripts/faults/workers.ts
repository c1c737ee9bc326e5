/** As many processes as cores, each of which loads the steps once and takes the next job when it is done with one. */
import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Telling } from '../../harness/faults/tell.ts';
import type { Job } from './jobs.ts';

/** What a process answers: its Then steps once, then a telling for each job. */
export type Answer = { readonly thens: readonly string[] } | { readonly telling: Telling };

const program = fileURLToPath(new URL('worker.ts', import.meta.url));

export interface Workers {
  /** The tellings, in the order in which they came; `told` hears of each at once. */
  run(jobs: readonly Job[], told?: (telling: Telling) => void): Promise<readonly Telling[]>;
  /** The definitions of Then steps; known once a job is done. */
  thens(): readonly string[];
  close(): void;
}

export function startWorkers(most = Math.min(availableParallelism(), 4)): Workers {
  const idle: ChildProcess[] = [];
  let thens: readonly string[] = [];

  function open(): ChildProcess {
    return fork(program, [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  }

  /** One process until no job is left. */
  function work(waiting: Job[], heard: (telling: Telling) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const known = idle.pop();
      const child = known ?? open();
      const ended = (code: number | null) => reject(new Error(`a worker ended with ${code}`));
      const next = () => {
        const job = waiting.shift();
        if (job !== undefined) return void child.send(job);
        child.off('message', take);
        child.off('exit', ended);
        idle.push(child);
        resolve();
      };
      const take = (answer: Answer) => {
        if ('thens' in answer) thens = answer.thens;
        else heard(answer.telling);
        next();
      };
      child.on('message', take);
      child.on('exit', ended);
      if (known !== undefined) next();
    });
  }

  return {
    async run(jobs, told = () => {}) {
      const waiting = [...jobs];
      const tellings: Telling[] = [];
      const heard = (telling: Telling) => {
        tellings.push(telling);
        told(telling);
      };
      await Promise.all(Array.from({ length: Math.min(most, jobs.length) }, () => work(waiting, heard)));
      return tellings;
    },
    thens: () => thens,
    close: () => {
      for (const child of idle) child.disconnect();
    },
  };
}
