/** A desk without a screen tells on stderr when a real token wants its person. */
import { bothLanguages, type Text } from '../../common/text.ts';
import type { Prompt, RealTokens } from '../../simulator/hid/binding/real-tokens.ts';
import { becauseTexts } from '../../simulator/hid/binding/typed-line.ts';

export function tellPrompts(hid: RealTokens): () => void {
  return hid.onPrompt((prompt) => {
    if (prompt !== undefined) process.stderr.write(`ichido: ${serialOf(prompt)}${bothLanguages(sentence(prompt))}\n`);
  });
}

const serialOf = ({ serial }: Prompt): string => (serial === undefined ? '' : `${serial}: `);

function sentence({ ask, id, because }: Prompt): Text {
  if (because !== undefined) return becauseTexts[because];
  switch (ask) {
    case 'plug':
      return { ja: 'トークンを差し込んでください。', en: 'plug the token in' };
    case 'touch':
      return { ja: 'トークンに触れてください。', en: 'touch the token' };
    case 'type':
      if (id === undefined) return { ja: '①を押し、表示を入力してください。', en: 'press ① and type what it shows' };
      return { ja: 'デスクの入力欄でトークンに触れてください。', en: "touch the token in the desk's input field" };
    case 'pin':
      return { ja: 'PIN が必要です。', en: 'a PIN is needed' };
  }
}
