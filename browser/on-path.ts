/** Where a command is, without asking a shell. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export function onPath(command: string): string | undefined {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    for (const ending of endings) {
      const file = join(folder, command + ending);
      if (folder !== '' && existsSync(file)) return file;
    }
  }
  return undefined;
}
