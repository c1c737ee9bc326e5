/** What is said when a state can't be opened: which file, what is lost, what can be done. PURE. */
import type { Text } from '../../common/text.ts';
import { DeskError, type DeskErrorCode } from '../desk-error.ts';
import { partsLost, type StatePart } from './state-files.ts';

const backUp: Text = {
  ja: '控えから「ichido state restore 控え --to 新しいフォルダー」で戻すか、別の --state フォルダーを使ってください。何も変更していません。',
  en: 'bring it back from a backup (ichido state restore BACKUP --to NEW), or use another --state folder; nothing was changed',
};
const remake = (folder: string): Text => ({
  ja: `「ichido state restore ${folder} --to 新しいフォルダー」で作り直せます。何も変更していません。`,
  en: `ichido state restore ${folder} --to NEW makes it whole again; nothing was changed`,
});
const remedy = (folder: string, part: StatePart): Text =>
  part === 'version' || part === 'manifest.json' ? remake(folder) : backUp;

export function missingPart(folder: string, part: StatePart): DeskError {
  const [lost, todo] = [partsLost[part], remedy(folder, part)];
  return new DeskError('state-broken', {
    ja: `状態フォルダー「${folder}」の ${part} がありません。${lost.ja}${todo.ja}`,
    en: `${part} of the state folder ${folder} is missing: ${lost.en}; ${todo.en}`,
  });
}

/** `why` is a short phrase, never the file's own text. */
export function brokenPart(folder: string, part: StatePart, why: Text, cause?: unknown): DeskError {
  const [lost, todo] = [partsLost[part], remedy(folder, part)];
  return new DeskError(
    'state-broken',
    {
      ja: `状態フォルダー「${folder}」の ${part} が壊れています（${why.ja}）。${lost.ja}${todo.ja}`,
      en: `${part} of the state folder ${folder} is broken (${why.en}): ${lost.en}; ${todo.en}`,
    },
    cause,
  );
}

export function newerPart(folder: string, part: StatePart, found: number, known: number): DeskError {
  return new DeskError('state-version', {
    ja: `状態フォルダー「${folder}」の ${part} は新しい版（${found}）で作られています。この ichido が知るのは ${known} までです。ichido を新しくしてください。`,
    en: `${part} of the state folder ${folder} is of the newer version ${found}, this ichido knows ${known}: update ichido`,
  });
}

/** The system's own refusal: a full disk, a missing permission, a lock. */
export function unusable(file: string, { code, why }: SystemRefusal, cause?: unknown): DeskError {
  return new DeskError(
    code,
    {
      ja: `状態のファイル「${file}」を使えません（${why.ja}）。`,
      en: `the state's file ${file} can't be used (${why.en})`,
    },
    cause,
  );
}

export interface SystemRefusal {
  readonly code: DeskErrorCode;
  readonly why: Text;
}
