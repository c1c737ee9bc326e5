// A step of one's own beside ichido's: `this.scene` is what its steps know.
import assert from 'node:assert/strict';
import { Then } from '@cucumber/cucumber';

Then('銀行の履歴は{int}件である', async function (count) {
  const { stage, contract } = this.scene;
  const history = await stage.bank.history(contract.contractId);
  assert.equal(history.length, count);
});
