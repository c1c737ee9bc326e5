import { expect, test } from 'vitest';
import { sandboxText } from './sandbox-text.ts';

test('where to go, with what to log in, and whose each token is', () => {
  const user = {
    userId: 'user01',
    name: '法人 太郎',
    password: 'Login001',
    confirmationPin: 'Pin00001',
    stopped: false,
  };
  const told = sandboxText({
    at: { portal: 'http://127.0.0.1:1', control: 'http://127.0.0.1:2' },
    contract: {
      contractId: '12345678901',
      password: 'Admin001',
      confirmationPin: 'Pin00000',
      mode: 'individual',
      users: [{ ...user, serial: 'SKTH00001' }],
      stopped: false,
    },
    serials: new Map([
      ['旧', 'SKTH00001'],
      ['新', 'SKTH00002'],
    ]),
  });
  for (const word of ['http://127.0.0.1:1', '12345678901', 'Admin001', 'Pin00000', 'Login001', 'ichido tui --attach'])
    expect(told).toContain(word);
  expect(told).toMatch(/「旧」 SKTH00001　user01\n.*「新」 SKTH00002　未登録/);
});
