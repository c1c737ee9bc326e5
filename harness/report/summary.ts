/** What a run of the features came to, as `summary.json` keeps it. PURE: shapes only. Durations in milliseconds. */
import type { StageAbout } from '../outside/stage.ts';

export type Status = 'passed' | 'failed' | 'skipped' | 'undefined' | 'pending' | 'ambiguous' | 'unknown';

/** A picture that was attached; its bytes lie in the folder of the run. */
export interface Picture {
  readonly mediaType: string;
  /** From the folder of the run. */
  readonly file: string;
}

export interface StepVerdict {
  /** With its keyword, as the feature has it. */
  readonly text: string;
  readonly status: Status;
  /** The table below it. */
  readonly rows?: readonly (readonly string[])[];
  /** What was seen, line by line. */
  readonly seen?: readonly string[];
  readonly error?: string;
  readonly pictures?: readonly Picture[];
}

export interface ScenarioVerdict {
  /** `features/swap.feature:9`: the same scenario, or the same row of an outline, at every level. */
  readonly at: string;
  readonly feature: string;
  readonly name: string;
  /** Without the @. */
  readonly tags: readonly string[];
  readonly status: Status;
  /** In order, hooks left out. */
  readonly steps: readonly StepVerdict[];
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly ms: number;
  /** Why it was skipped, as the driver said. */
  readonly reason?: string;
  /** What a hook failed with, and the pictures that hooks took. */
  readonly error?: string;
  readonly pictures?: readonly Picture[];
  /** Facts that this bank doesn't tell, so that it passed in part only. */
  readonly unchecked?: readonly string[];
}

/** What Cucumber's messages alone tell. */
export interface Folded {
  readonly level: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly ms: number;
  /** Of the run as a whole: hooks outside scenarios count too. */
  readonly success: boolean;
  readonly scenarios: readonly ScenarioVerdict[];
}

/** What ran, and on what. */
export interface Made {
  readonly version: string;
  /** Of the working copy, and whether anything in it differed from it; absent outside one. */
  readonly commit?: string;
  readonly node: string;
  readonly machine: string;
  /** `--seed`; absent = the tokens that a stage always has, secrets and PINs by chance. */
  readonly seed?: number;
  /** Where the clock of the stages stood first, milliseconds since the epoch; absent = real time. */
  readonly clock?: number;
}

/** The form of summary.json; another one is no run of this version. */
export const summaryFormat = 2;

export interface Summary extends Folded {
  readonly format: typeof summaryFormat;
  /** What was asked for ran and passed (outcome.ts); Cucumber's own word counts nothing run as success. */
  readonly success: boolean;
  /** As they stood on the command line. */
  readonly args: readonly string[];
  /** How many scenarios were to run, and out of how many. */
  readonly chosen: number;
  readonly of: number;
  /** All of them ran to their end: only such a run is a level's evidence. */
  readonly full: boolean;
  /** False while it runs, and for ever when it was broken off. */
  readonly ended: boolean;
  /** Who or what ran it. */
  readonly executor?: string;
  readonly made: Made;
  /** What it ran against, where that was a portal of somebody's own. */
  readonly outside?: StageAbout;
}
