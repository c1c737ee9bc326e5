/** How a person gets six digits out of a device: press, wait out the battery notice, read. */
import { stepMs } from '../../simulator/device/otp.ts';
import type { Face } from '../ports.ts';
import { letPass, type Scene, serialOf } from './scene.ts';
import { codeOfStocked } from './stocked.ts';

type CodeFace = Extract<Face, { kind: 'code' }>;

/** Presses when the device is dark; undefined when no press brings a code (P-05). */
export async function readFace(scene: Scene, name: string): Promise<CodeFace | undefined> {
  const stocked = scene.stocked.get(name);
  if (stocked !== undefined) return codeOfStocked(stocked, await scene.stage.clock.now());
  const serial = serialOf(scene, name);
  const face = await scene.stage.tokens.face(serial);
  if (face.kind === 'code') return face;
  if (face.kind === 'battery') return waitForCode(scene, serial);
  if (face.kind === 'garbage') return undefined;
  const pressed = await scene.stage.tokens.press(serial);
  if (pressed.face.kind === 'code') return pressed.face;
  if (pressed.face.kind !== 'battery') return undefined;
  // Eyes don't know when the notice ends: they look again and again.
  if (pressed.next !== undefined) {
    await letPass(scene, Math.max(0, pressed.next.at - (await scene.stage.clock.now())));
  }
  return waitForCode(scene, serial);
}

/** A code that nobody has typed yet: where this step's is spent, the person waits for the next one. */
export async function freshCode(scene: Scene, name: string): Promise<string> {
  const serial = serialOf(scene, name);
  const spent = scene.stage.typedSteps.get(serial) ?? Number.NEGATIVE_INFINITY;
  let face = await demandFace(scene, name);
  // A lit device may still show the old step, and goes dark on the way: three looks are enough.
  for (let looks = 0; face.step <= spent; looks += 1) {
    if (looks === 3) throw new Error(`トークン「${name}」の表示が次の値に変わりません`);
    const left = face.validUntil - (await scene.stage.clock.now());
    // A clock that was set back after its code was typed has whole steps to catch up.
    const behind = Math.max(0, spent - face.step) * stepMs;
    await letPass(scene, behind + (left > 0 && left <= stepMs ? left : stepMs));
    face = await demandFace(scene, name);
  }
  scene.stage.typedSteps.set(serial, face.step);
  return face.code;
}

/** Writes the code down for later; it counts as typed from now on, so that "fresh" is another one. `label` tells several apart. */
export async function noteCode(scene: Scene, name: string, label = ''): Promise<void> {
  scene.noted.set(`${name}${label}`, await freshCode(scene, name));
}

export function notedCode(scene: Scene, name: string, label = ''): string {
  const code = scene.noted.get(`${name}${label}`);
  if (code === undefined) throw new Error(`トークン「${name}」のワンタイムパスワードは控えられていません`);
  return code;
}

/** Six digits in the right form that the device does not show. */
export async function wrongCode(scene: Scene, name: string): Promise<string> {
  const { code } = await demandFace(scene, name);
  const first = (Number(code[0]) + 5) % 10;
  return `${first}${code.slice(1)}`;
}

/** Waits, step by step, for a code that begins with a zero (one in ten). */
export async function waitForLeadingZero(scene: Scene, name: string): Promise<void> {
  for (let looks = 0; looks < 500; looks += 1) {
    const face = await demandFace(scene, name);
    if (face.code.startsWith('0')) return;
    await letPass(scene, stepMs);
  }
  throw new Error('先頭が0の値が500回のうちに現れませんでした');
}

async function demandFace(scene: Scene, name: string): Promise<CodeFace> {
  const face = await readFace(scene, name);
  if (face === undefined) throw new Error(`トークン「${name}」にワンタイムパスワードが表示されません`);
  return face;
}

async function waitForCode(scene: Scene, serial: string): Promise<CodeFace | undefined> {
  for (let seconds = 0; seconds <= 10; seconds += 1) {
    const face = await scene.stage.tokens.face(serial);
    if (face.kind === 'code') return face;
    if (face.kind !== 'battery') return undefined;
    await letPass(scene, 1000);
  }
  return undefined;
}
