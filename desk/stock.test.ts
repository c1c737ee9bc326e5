/** A refused tokens file: each language says it alone. */
import { expect, test } from 'vitest';
import { pskcKey, pskcOf, secretOf, testBank } from '../portal-stub/testing/test-bank.ts';
import { DeskError } from './desk-error.ts';
import { importTokens, type TokensFile, writeStock } from './stock.ts';

const key = new Uint8Array(16).fill(7);
const tokens = [{ serial: 'SKTH00002', secret: secretOf('SKTH00002') }];
const other = { secret: secretOf('SKTH09999') };
const files: { readonly [name: string]: TokensFile } = {
  'no XML': { pskc: 'serial,secret\nSKTH00002,00' },
  'a web page': { pskc: '<!DOCTYPE html><html></html>' },
  'XML of another kind': { pskc: '<x/>' },
  'nothing at all': { pskc: '' },
  'a sealed secret without its key': { pskc: writeStock(tokens, key) },
  'a wrong key': { pskc: writeStock(tokens, key), key: new Uint8Array(16) },
  'a key and a password': { pskc: writeStock(tokens, key), key, password: 'x' },
  'a serial that is none': { pskc: pskcOf([pskcKey('ABC')]) },
  'a step of 60 s': { pskc: pskcOf([pskcKey('SKTH00002', { periodSeconds: 60 })]) },
  'eight digits': { pskc: pskcOf([pskcKey('SKTH00002', { digits: 8 })]) },
  'a weak secret': { pskc: pskcOf([pskcKey('SKTH00002', { secret: new Uint8Array(20) })]) },
  'a known serial with another secret': { pskc: pskcOf([pskcKey('SKTH00001', other)]) },
};

test.each(Object.keys(files))('%s', (name) => {
  const { service } = testBank(['SKTH00001']);
  const importing = () => importTokens(service, files[name] as TokensFile);
  expect(importing).toThrow(DeskError);
  try {
    importing();
  } catch (error) {
    const { code, text } = error as DeskError;
    expect(code).toBe('tokens-refused');
    expect(text.ja).toMatch(/^トークンファイルを取り込めません: .*[ぁ-ん]/);
    expect(text.en).toMatch(/^the tokens file was refused: [\x20-\x7e–’“”]+$/);
  }
});
