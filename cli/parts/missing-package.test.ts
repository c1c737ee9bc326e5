import { expect, test } from 'vitest';
import { missingPackage } from './missing-package.ts';

const notFound = (name: string) =>
  Object.assign(new Error(`Cannot find package '${name}' imported from x.js`), { code: 'ERR_MODULE_NOT_FOUND' });

test('a peer that is not installed: 69 and the command that installs it, however deep it is wrapped', () => {
  const wrapped = new Error('steps', { cause: notFound('@cucumber/cucumber') });
  for (const error of [notFound('@cucumber/cucumber'), wrapped])
    expect(missingPackage(error)).toMatchObject({
      exitCode: 69,
      text: { en: expect.stringContaining('npm install --save-dev @cucumber/cucumber') },
    });
  expect(missingPackage(notFound('node-hid'))).toMatchObject({ exitCode: 69 });
});

test('what is no peer of ours is left as it is', () => {
  expect(missingPackage(notFound('their-own'))).toBeUndefined();
  expect(missingPackage(new Error("Cannot find package '@cucumber/cucumber'"))).toBeUndefined();
});
