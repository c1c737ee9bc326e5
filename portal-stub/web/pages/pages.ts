/** Every page, in one table: tests crawl it. */
import { adminRoutes } from './admin.ts';
import { modeRoutes } from './mode.ts';
import type { PageRoute } from './request-context.ts';
import { tokenRoutes } from './tokens.ts';
import { userRoutes } from './user.ts';
import { userListRoutes } from './users.ts';

const topRoute: PageRoute = {
  path: '/',
  method: 'GET',
  access: 'anyone',
  handle: () => ({ screen: 'top', data: {} }),
};

export const pageRoutes: readonly PageRoute[] = [
  topRoute,
  ...adminRoutes,
  ...userListRoutes,
  ...modeRoutes,
  ...tokenRoutes,
  ...userRoutes,
];
