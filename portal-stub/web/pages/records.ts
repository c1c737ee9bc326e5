/** 操作履歴照会 and 通知メール: what the bank wrote down of the contract (D-17), the latest first. */
import type { HistoryEntry, Mail } from '../../rules/acts.ts';
import { dateLine } from '../../texts/labels.ts';
import { listed } from '../../texts/records.ts';
import type { ShownEntry, ShownMail } from './page-data.ts';
import type { PageRoute } from './request-context.ts';

export const recordRoutes: readonly PageRoute[] = [
  {
    path: '/admin/history',
    method: 'GET',
    access: 'administrator',
    handle: ({ written }) => ({ screen: 'history', data: { entries: written().history.map(shownEntry).reverse() } }),
  },
  {
    path: '/admin/mails',
    method: 'GET',
    access: 'administrator',
    handle: ({ written }) => ({ screen: 'mails', data: { mails: written().mails.map(shownMail).reverse() } }),
  },
];

function shownEntry({ at, who, what, users, oldSerials, newSerial }: HistoryEntry): ShownEntry {
  return {
    at: dateLine(at),
    who,
    what,
    users: listed(users) || '-',
    before: listed(oldSerials) || '-',
    after: newSerial ?? '-',
  };
}

const shownMail = ({ at, to, subject, body }: Mail): ShownMail => ({ at: dateLine(at), to, subject, body });
