/** One process of `npm run faults`: says its Then steps, takes jobs, answers what told them. */
import { faultNamed } from '../../harness/faults/faults.ts';
import { createTeller } from '../../harness/faults/tell.ts';
import type { Job } from './jobs.ts';
import type { Answer } from './workers.ts';

const answer = (what: Answer) => void process.send?.(what);
const { tell, thens } = await createTeller();
process.on('message', async ({ level, fault, scenarios, stopAtFirst }: Job) => {
  const wrong = fault === undefined ? undefined : faultNamed(fault);
  answer({ telling: await tell(level, wrong, { scenarios, stopAtFirst }) });
});
answer({ thens });
