/** What a person types into 利用登録, and the screen that stays open before them. */
import type { RegistrationForm } from '../ports.ts';
import { freshCode, notedCode, wrongCode } from '../scene/codes.ts';
import { type Scene, screensOf, serialOf } from '../scene/scene.ts';
import type { Field, Mutation, OtpChoice, PinChoice } from '../scene/words.ts';
import type { IchidoWorld } from '../scene/world.ts';
import { pinFor } from './pin.ts';

export interface RegistrationRequest {
  readonly token: string;
  readonly userIds?: string[];
  readonly otp?: OtpChoice;
  /** The code comes from this device instead. */
  readonly otpOf?: string;
  readonly pin?: PinChoice;
  readonly mutation?: { readonly field: Field; readonly by: Mutation };
}

/** What a person has ready before opening the form. */
export async function fill(scene: Scene, request: RegistrationRequest): Promise<RegistrationForm> {
  const form = {
    userIds: request.userIds ?? [],
    serial: serialOf(scene, request.token),
    otp: await typed(scene, request.otpOf ?? request.token, request.otp ?? 'fresh'),
    pin: await pinFor(scene, request.pin ?? 'right'),
  };
  return request.mutation === undefined
    ? form
    : { ...form, [request.mutation.field]: request.mutation.by(form[request.mutation.field]) };
}

const typed = (scene: Scene, token: string, choice: OtpChoice): string | Promise<string> => {
  if (choice === 'noted') return notedCode(scene, token);
  return choice === 'wrong' ? wrongCode(scene, token) : freshCode(scene, token);
};

/** The screen of that window, as it was drawn when it was opened. */
export function openForm(world: IchidoWorld, window: string) {
  const screen = screensOf(world.scene, window).registration;
  if (screen === undefined) throw new Error('利用登録の画面は開かれていません');
  return screen;
}
