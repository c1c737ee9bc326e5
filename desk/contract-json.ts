/** A contract as scripts see it, in the ready line and on the control plane. PINs of the stub are test data. PURE: shapes only. */
import type { z } from 'zod';
import type { Contract, User } from '../portal-stub/web/control/schemas.ts';

export type ContractJson = z.infer<typeof Contract>;
export type UserJson = z.infer<typeof User>;
