/** Help on the command line: English first, as commander's own words beside it are, then Japanese. */
import { bothLanguages, type Text } from '../common/text.ts';

/** Both languages on the one line that commander has for a command or an option. */
export const help = ({ ja, en }: Text): string => bothLanguages({ ja: en, en: ja });
