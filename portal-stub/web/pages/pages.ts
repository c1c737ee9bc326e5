/** Every page, in one table: tests crawl it. */
import { loggedOffText } from '../../texts/labels.ts';
import { adminRoutes, loggedOffPath } from './admin.ts';
import { modeRoutes } from './mode.ts';
import { recordRoutes } from './records.ts';
import type { PageRoute } from './request-context.ts';
import { tokenRoutes } from './tokens.ts';
import { userRoutes } from './user.ts';
import { userListRoutes } from './users.ts';

const topRoutes: readonly PageRoute[] = [
  { path: '/', method: 'GET', access: 'anyone', handle: () => ({ screen: 'top', data: {} }) },
  {
    path: loggedOffPath,
    method: 'GET',
    access: 'anyone',
    handle: () => ({ screen: 'top', data: {}, notice: { done: loggedOffText } }),
  },
];

export const pageRoutes: readonly PageRoute[] = [
  ...topRoutes,
  ...adminRoutes,
  ...userListRoutes,
  ...modeRoutes,
  ...tokenRoutes,
  ...recordRoutes,
  ...userRoutes,
];
