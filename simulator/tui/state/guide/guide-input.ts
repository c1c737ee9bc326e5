/** What the person does while being guided. PURE. */
import type { GuideAct } from '../../keys/target.ts';
import { type Context, type Updated, withoutEffects } from '../context.ts';
import { copy, copyCode } from '../copy.ts';
import type { Model } from '../model.ts';
import { press } from '../press.ts';
import { guideSteps } from './guide-steps.ts';

export function guideAct(model: Model, act: GuideAct, context: Context): Updated {
  const guide = model.guide;
  if (guide === undefined) return withoutEffects(model);
  switch (act) {
    case 'close':
      return withoutEffects({
        ...model,
        guide: undefined,
        leftGuide: guide.phase === 'walk' ? guide : model.leftGuide,
      });
    case 'back':
      return withoutEffects(guideStep(model, -1, context));
    case 'press':
      return guide.fresh === undefined ? withoutEffects(model) : press(model, guide.fresh, context);
    case 'copyCode':
      return guide.fresh === undefined ? withoutEffects(model) : copyCode(model, guide.fresh, context);
    case 'copySerial':
      return guide.fresh === undefined ? withoutEffects(model) : copy(model, guide.fresh, 'serial', context);
    case 'next':
      return withoutEffects(guideStep(model, 1, context));
  }
}

function guideStep(model: Model, by: 1 | -1, context: Context): Model {
  const guide = model.guide!;
  if (guide.phase === 'done' || guide.phase === 'failed') return by === 1 ? { ...model, guide: undefined } : model;
  if (guide.phase !== 'walk') return model;
  const last = guideSteps(guide, model.lang, context).length - 1;
  return { ...model, guide: { ...guide, step: Math.max(0, Math.min(last, guide.step + by)) } };
}

/** The person goes back, or ahead, to a step of the walk. */
export const toStep = (model: Model, step: number): Model =>
  model.guide?.phase === 'walk' ? { ...model, guide: { ...model.guide, step } } : model;
