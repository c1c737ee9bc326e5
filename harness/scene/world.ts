/** Cucumber's World: one scene per scenario, one stage per worker. */
import {
  After,
  AfterAll,
  Before,
  BeforeStep,
  setDefaultTimeout,
  setDefinitionFunctionWrapper,
  setWorldConstructor,
  World,
} from '@cucumber/cucumber';
import { openStage } from '../levels.ts';
import { factWords, NotSupported, type Stage, UnknownFact } from '../ports.ts';
import type { StageOptions } from '../stage-options.ts';
import { demandLooked } from './acts.ts';
import { hasUsualWindow } from './bank-numbers.ts';
import { within } from './deadline.ts';
import { type Attach, attachAll, attachSeen } from './evidence.ts';
import { withBankReason } from './refused.ts';
import { openScene, type Scene } from './scene.ts';

export class IchidoWorld extends World<{
  readonly level?: string;
  readonly fault?: string;
  /** The file of a portal of somebody's own, from the folder of the run: it takes the place of a level. */
  readonly stage?: string;
  readonly options?: StageOptions;
  /** What steps look at is kept of passing scenarios too. */
  readonly evidence?: boolean;
}> {
  /** Set by the Before hook. */
  scene!: Scene;
  /** The step that runs is a Then, or what follows one with かつ. */
  inThen = false;
  /** Whatever was kept of this scenario already. */
  readonly kept = new Set<unknown>();
}

setWorldConstructor(IchidoWorld);
/** Cucumber knows one limit for all stages, before any is opened: only the last resort, for what no stage limits. */
setDefaultTimeout(10 * 60_000);
/** Servers start and tokens are looked for before there is a stage whose limit could count. */
const openingDeadlineMs = 180_000;

interface WrapperOptions {
  /** A step of a user's own that needs longer than the stage's: `When('…', { wrapperOptions: { deadlineMs } }, …)`. */
  readonly deadlineMs?: number;
}

/**
 * Each step has the limit of its stage. A driver that cannot do a thing skips the scenario and leaves its reason in the
 * report; it never passes unseen. Where a step fails, what stands before everybody's eyes then goes into the report.
 */
setDefinitionFunctionWrapper((definition: (...given: unknown[]) => unknown, options?: WrapperOptions) => {
  return async function (this: Partial<IchidoWorld> | undefined, ...given: unknown[]) {
    const deadlineMs = options?.deadlineMs ?? this?.scene?.stage.stepDeadlineMs ?? openingDeadlineMs;
    const looks = this?.scene?.looks;
    try {
      const result = await within(deadlineMs, () => definition.apply(this, given));
      if (this?.parameters?.evidence === true && this.scene !== undefined && this.kept !== undefined) {
        await attachSeen(this.scene, this.kept, this.scene.looks !== looks, attachTo(this));
      }
      return result;
    } catch (error) {
      // Cucumber would skip the rest of the story with one Then: what can't be looked at is noted, and the acts go on.
      if (error instanceof UnknownFact && this?.inThen) {
        this.scene?.unchecked.add(error.fact);
        if (this.scene !== undefined) this.scene.thens.blind += 1;
        return undefined;
      }
      if (!(error instanceof NotSupported)) {
        if (this?.scene !== undefined) await attachAll(this.scene, attachTo(this));
        throw await withBankReason(this?.scene, error);
      }
      this?.log?.(`skipped: ${error.message}`);
      return 'skipped';
    } finally {
      for (const line of this?.scene?.seen.splice(0) ?? []) this?.log?.(line);
    }
  };
});

const attachTo =
  (world: Partial<IchidoWorld>): Attach =>
  (body, options) =>
    typeof body === 'string' ? world.attach?.(body, options) : world.attach?.(body, options);

let stage: Promise<Stage> | undefined;

Before(async function (this: IchidoWorld, { pickle }) {
  stage ??= open(this.parameters);
  this.scene = await openScene(await stage);
  const { policy } = this.scene.stage;
  if (hasUsualWindow(policy) || !pickle.tags.some(({ name }) => name === '@D-04')) return undefined;
  this.log(`skipped: この銀行は前後${policy?.windowSteps}回分の値を受け付けます（windowSteps）`);
  return 'skipped';
});

/** The stage of the run; on parts that are wrong on purpose where a fault is named. */
async function open({ level, fault, stage: file, options }: IchidoWorld['parameters']): Promise<Stage> {
  if (file !== undefined) {
    const { loadStage } = await import('../outside/load.ts');
    const worker = Number(process.env['CUCUMBER_WORKER_ID'] ?? 0);
    return (await loadStage(file, process.cwd())).open({ ...options, worker });
  }
  const name = level ?? process.env['ICHIDO_LEVEL'] ?? 'http';
  if (fault === undefined) return openStage(name, options);
  const { faultNamed } = await import('../faults/faults.ts');
  return openStage(name, options, faultNamed(fault).wrap);
}

BeforeStep(function (this: IchidoWorld, { pickleStep }) {
  this.inThen = pickleStep.type === 'Outcome';
  if (this.inThen) this.scene.thens.all += 1;
});

After(async function (this: IchidoWorld, { result }) {
  try {
    if (result?.status !== 'PASSED') return undefined;
    demandLooked(this.scene);
    const { unchecked, thens } = this.scene;
    const facts = [...unchecked].map((fact) => factWords[fact]);
    if (thens.all > 0 && thens.blind === thens.all) {
      this.log(`skipped: 確かめることがすべてわかりません（${facts.join('、')}）`);
      return 'skipped';
    }
    for (const fact of facts) this.log(`unchecked: ${fact}`);
    return undefined;
  } finally {
    await this.scene.stage.end?.();
  }
});

AfterAll(async () => {
  await (await stage)?.close();
  stage = undefined;
});
