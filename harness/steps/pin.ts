/** What a hand types for ご契約先確認暗証番号. */
import { contractOf, type Scene, userPin } from '../scene/scene.ts';
import { type PinChoice, wrongPin } from '../scene/words.ts';

export async function pinFor(scene: Scene, choice: PinChoice): Promise<string> {
  const contract = await contractOf(scene);
  if (choice === 'wrong') return wrongPin;
  if (choice === 'empty') return '';
  if (choice === 'capitals') return contract.confirmationPin.toUpperCase();
  if (choice === 'right') return contract.confirmationPin;
  if (choice === 'login') return contract.password;
  if (choice === 'others')
    return (await scene.stage.bank.createContract({ users: [{ userId: 'other01', name: '別社 一郎' }] }))
      .confirmationPin;
  const [user] = contract.users;
  if (user === undefined) throw new Error('このご契約先に利用者がいません');
  const pin = await userPin(scene, user.userId);
  if (pin === contract.confirmationPin)
    throw new Error('利用者とご契約先の確認暗証番号が同じでは、何も確かめられません');
  return pin;
}
