/** Why a run can't begin or can't be believed, in words for people; the command line gives it its exit code. */
import { bothLanguages, type Text } from '../../common/text.ts';

export class RunError extends Error {
  /**
   * `usage`: the command line or a configuration asks for what isn't there. `failed`: the files themselves. `missing`: a
   * part of the machine that the level needs.
   */
  readonly kind: 'usage' | 'failed' | 'missing';
  readonly text: Text;

  constructor(kind: RunError['kind'], text: Text) {
    super(bothLanguages(text));
    this.name = 'RunError';
    this.kind = kind;
    this.text = text;
  }
}

export const unusable = (ja: string, en: string): RunError => new RunError('usage', { ja, en });
export const broken = (ja: string, en: string): RunError => new RunError('failed', { ja, en });
