/** The whole counts of tests that show a sample in the gate: every test file that asks for ICHIDO_DEEP, run with it. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../gate/parts.ts';
import { runTests } from './run-tests.ts';

const folders = '{common,simulator,pskc,portal-stub,desk,harness,cli,scripts}/**/*.test.ts';
const files = globSync(folders, { cwd: root }).filter((file) =>
  readFileSync(join(root, file), 'utf8').includes("process.env['ICHIDO_DEEP']"),
);
process.exitCode = runTests(files, { ICHIDO_DEEP: '1' });
