/**
 * `npm run deep -- kills`: 200 times SIGKILL at random points of a desk's first start, issues, changes of phone, imports,
 * registrations and moves of the clock: none of it lost, half done or on one side alone. `ICHIDO_KILLS=N`: as many.
 */
import { runTests } from './run-tests.ts';

process.exitCode = runTests(['desk/state/kill.test.ts'], { ICHIDO_KILLS: process.env['ICHIDO_KILLS'] ?? '200' });
