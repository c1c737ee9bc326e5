/** One process of `npm run faults`: says its Then steps, takes jobs, answers what told them. */
import { faultNamed } from '../../harness/faults/faults.ts';
import { createTeller } from '../../harness/faults/tell.ts';
import type { Answer, Job } from './run.ts';

const answer = (what: Answer) => void process.send?.(what);
const { tell, thens } = await createTeller();
process.on('message', async ({ level, fault, quick }: Job) => {
  answer({ telling: await tell(level, fault === undefined ? undefined : faultNamed(fault), { quick }) });
});
answer({ thens });
