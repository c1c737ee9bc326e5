/** The second line: where the portal is, and what opens it. PURE. */
import { clean } from '../../../common/text-width.ts';
import type { ContractFacts } from '../desk-port.ts';
import type { Rect } from '../geometry.ts';
import { type Brush, putRow } from './brush.ts';
import { fill, hit, put } from './grid.ts';

export function drawPortal(brush: Brush, area: Rect): void {
  const { grid, theme, context, t } = brush;
  const { portal } = context;
  fill(grid, area, theme.portal);
  hit(grid, area, { type: 'command', command: 'portal' });
  const url = portal.url();
  if (portal.status !== 'up' || url === undefined) {
    put(grid, area.x + 1, area.y, portal.status === 'gone' ? t.portalGone : t.starting, theme.portalDim);
    return;
  }
  const contract = portal.demo();
  const used = putRow(brush, area.x, area.y, area.width, [
    [area.width >= 100 ? ` ${t.portal} ` : ' ', theme.portalDim],
    [url, theme.portalStrong],
    ...(portal.fault === undefined ? [] : ([[` ★ --fault ${clean(portal.fault, 40)}`, theme.portalFault]] as const)),
  ]);
  hit(grid, { x: area.x, y: area.y, width: used, height: 1 }, { type: 'copyUrl' });
  if (contract === undefined) return;
  const roomy = area.width >= 100;
  putRow(brush, area.x + used, area.y, area.width - used, [
    [`  ${roomy ? t.contractId : t.contract} `, theme.portalDim],
    [clean(contract.contractId, 20), theme.portal],
    ...stops(brush, contract),
    [`  ${t.password} `, theme.portalDim],
    [clean(contract.password, 20), theme.portal],
    [`  ${roomy ? t.pin : t.pinShort} `, theme.portalDim],
    [clean(contract.confirmationPin, 20), theme.portal],
  ]);
}

/** Who is stopped, in words: first of all that anybody is. */
function stops({ t, theme }: Brush, { stopped, users }: ContractFacts): (readonly [string, number])[] {
  if (stopped) return [[` ★ ${t.contractStopped}`, theme.portalFault]];
  const stoppedUsers = users.filter((user) => user.stopped).map((user) => clean(user.userId, 30));
  const [first, ...others] = stoppedUsers;
  if (first === undefined) return [];
  return [[` ★ ${first}${others.length > 0 ? `+${others.length}` : ''} ${t.userStopped}`, theme.portalFault]];
}
