#!/usr/bin/env node
/** The command's entry. An old Node gets a sentence instead of a stack, so nothing is imported before that is known. */
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(
    `ichido: Node 24 以上が必要です（いまは ${process.versions.node}）。\n` +
      `ichido: Node 24 or newer is needed (this is ${process.versions.node}): https://nodejs.org/\n`,
  );
  process.exitCode = 69;
} else {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosedPipe);
  await useCompileCache();
  const { run } = await import('./program.ts');
  process.exitCode = await run(process.argv.slice(2));
}

/** `ichido … | head` has read enough: that is no reason to die with a stack. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

/** Compiled code is kept in the repository's node_modules, which makes a second start quicker by a third of a second. */
async function useCompileCache(): Promise<void> {
  const [{ existsSync }, module, { fileURLToPath }] = await Promise.all([
    import('node:fs'),
    import('node:module'),
    import('node:url'),
  ]);
  const modules = new URL('../node_modules/', import.meta.url);
  if (existsSync(modules)) module.enableCompileCache(fileURLToPath(new URL('.cache/node', modules)));
}

export {};
