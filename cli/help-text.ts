/** Help on the command line: English first, as commander's own words beside it are, then Japanese. */
import { bothLanguages, type Text } from '../common/text.ts';
import { textWidth, wrap } from '../common/text-width.ts';

/** Both languages on the one line that commander has for a command or an option. */
export const help = ({ ja, en }: Text): string => bothLanguages({ ja: en, en: ja });

/** Commander counts characters and breaks at blanks: a Japanese one takes two columns, and stands between no blanks. */
export const helpStyle = {
  displayWidth: (text: string): number => textWidth(text, false),
  boxWrap: (text: string, columns: number): string => wrap(text, columns, false).join('\n'),
};
