/** Kernel modules in the order in which insmod takes them, read from the `depends=` string inside each module. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

export interface KernelModule {
  readonly name: string;
  readonly data: Buffer;
}

/**
 * Every module that `wanted` need, those first that others depend on.
 * @param folder an unpacked /lib/modules/VERSION/kernel
 * @throws when a module is missing: the recipe does not fit this kernel
 */
export function modulesInOrder(folder: string, wanted: readonly string[]): readonly KernelModule[] {
  const paths = new Map<string, string>();
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (file.endsWith('.ko')) paths.set(canonical(basename(file, '.ko')), join(folder, file));
  }
  const ordered = new Map<string, KernelModule>();
  const add = (name: string): void => {
    if (ordered.has(name)) return;
    const path = paths.get(name);
    if (path === undefined) throw new Error(`kernel module not found: ${name}`);
    const data = readFileSync(path);
    for (const needed of dependencies(data)) add(needed);
    ordered.set(name, { name, data });
  };
  for (const name of wanted) add(canonical(name));
  return [...ordered.values()];
}

/** Module names are the same with `-` and `_`. */
const canonical = (name: string): string => name.replaceAll('-', '_');

function dependencies(module: Buffer): readonly string[] {
  const start = module.indexOf('\0depends=');
  if (start < 0) return [];
  const text = module.subarray(start + '\0depends='.length, module.indexOf(0, start + 1)).toString('latin1');
  return text === '' ? [] : text.split(',').map(canonical);
}
