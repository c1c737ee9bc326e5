import { expect, test } from 'vitest';
import type { BankAttempt } from '../ports.ts';
import { UnexpectedRefusal, withBankReason } from './refused.ts';
import type { Scene } from './scene.ts';

const outcome = { accepted: false, code: 'E-OTP-01', text: '正しくありません。' } as const;
const used: BankAttempt = {
  who: 'admin',
  act: 'register',
  reason: 'otp-used',
  reasonText: { ja: '使用済みのワンタイムパスワード', en: 'a used code' },
};

const scene = (attempts: () => Promise<readonly BankAttempt[]>) =>
  ({ contract: { contractId: '1' }, stage: { bank: { attempts } } }) as unknown as Scene;

test('the first line names the bank’s reason, in Japanese, before any stack', async () => {
  const error = await withBankReason(
    scene(async () => [used]),
    new UnexpectedRefusal(outcome, '断られました'),
  );
  const wanted =
    '断られました（銀行側の理由は「otp-used」（使用済みのワンタイムパスワード））: E-OTP-01 正しくありません。';
  expect(error).toMatchObject({ message: wanted });
  const [first, second] = (error as Error).stack?.split('\n') ?? [];
  expect(first).toContain(wanted);
  expect(second).toMatch(/^ +at /);
});

test('what the bank can’t tell leaves the failure as it is', async () => {
  const error = new UnexpectedRefusal(outcome, '断られました');
  expect(await withBankReason(undefined, error)).toBe(error);
  expect(error.message).toBe('断られました: E-OTP-01 正しくありません。');
  const silent = scene(async () => Promise.reject(new Error('gone')));
  expect(await withBankReason(silent, error)).toMatchObject({ message: /記録されていません/ });
  const other = new Error('x');
  expect(await withBankReason(silent, other)).toBe(other);
});
