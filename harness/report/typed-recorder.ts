/**
 * For secrets.test.ts only: a support file that notes every code that a device shows and every PIN that goes through a form, so that the
 * test can look for them in the reports. Written when the run ends, to the file named by `ICHIDO_TEST_TYPED`.
 */
import { writeFileSync } from 'node:fs';
import { AfterAll, Before } from '@cucumber/cucumber';
import type { AdminPortal, Face, Stage, UserPortal } from '../ports.ts';
import type { IchidoWorld } from '../scene/world.ts';

const typed = new Set<string>();

Before(function (this: IchidoWorld) {
  const { stage } = this.scene;
  const watched: Stage = {
    ...stage,
    tokens: {
      ...stage.tokens,
      face: async (serial) => seen(await stage.tokens.face(serial)),
      press: async (serial) => {
        const pressed = await stage.tokens.press(serial);
        seen(pressed.face);
        return pressed;
      },
    },
    admin: (contract) => admin(stage.admin(contract)),
    user: (contract, userId) => user(stage.user(contract, userId)),
  };
  (this.scene as { stage: Stage }).stage = watched;
});

AfterAll(() => writeFileSync(process.env['ICHIDO_TEST_TYPED'] ?? '', JSON.stringify([...typed])));

function seen(face: Face): Face {
  if (face.kind === 'code') typed.add(face.code);
  return face;
}

function admin(portal: AdminPortal): AdminPortal {
  return {
    ...portal,
    openRegistration: async () => {
      const screen = await portal.openRegistration();
      return {
        ...screen,
        submit: (form) => {
          typed.add(form.otp).add(form.pin);
          return screen.submit(form);
        },
      };
    },
  };
}

function user(portal: UserPortal): UserPortal {
  return {
    ...portal,
    transfer: (transfer) => {
      typed.add(transfer.otp ?? '').add(transfer.pin ?? '');
      return portal.transfer(transfer);
    },
  };
}
