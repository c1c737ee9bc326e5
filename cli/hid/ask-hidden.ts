/** Asks for a line that is not shown while it is typed. Undefined when the person gives up (Ctrl-C, Ctrl-D). */
export function askHidden(question: string): Promise<string | undefined> {
  const { stdin, stderr } = process;
  return new Promise((resolve) => {
    let line = '';
    stderr.write(question);
    stdin.setRawMode(true);
    stdin.setEncoding('utf8');
    stdin.resume();
    const end = (answer: string | undefined): void => {
      stdin.off('data', typed);
      stdin.setRawMode(false);
      stdin.pause();
      stderr.write('\n');
      resolve(answer);
    };
    const typed = (text: string): void => {
      for (const character of text) {
        const enter = character === '\r' || character === '\n';
        if (enter || character === '\u0003' || character === '\u0004') {
          end(enter ? line : undefined);
          return;
        }
        if (character === '\u007f' || character === '\b') line = [...line].slice(0, -1).join('');
        else if (character >= ' ') line += character;
      }
    };
    stdin.on('data', typed);
  });
}
