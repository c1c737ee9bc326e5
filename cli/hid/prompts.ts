/** A desk without a screen tells on stderr when a real token wants its person. */
import type { Prompt, RealTokens } from '../../simulator/hid/binding/real-tokens.ts';

export function tellPrompts(hid: RealTokens): () => void {
  return hid.onPrompt((prompt) => {
    if (prompt !== undefined) process.stderr.write(`ichido: ${sentence(prompt)}\n`);
  });
}

function sentence({ ask, serial }: Prompt): string {
  const which = serial === undefined ? '' : `${serial}: `;
  switch (ask) {
    case 'plug':
      return `${which}トークンを差し込んでください。 / plug the token in`;
    case 'touch':
      return `${which}トークンに触れてください。 / touch the token`;
    case 'type':
      return `${which}デスクの入力欄でトークンに触れてください。 / touch the token in the desk's input field`;
    case 'pin':
      return `${which}PIN が必要です。 / a PIN is needed`;
  }
}
