import { expect, test } from 'vitest';
import { apiDocuments, storedDocument } from './api-documents.ts';

test.each(Object.entries(apiDocuments))(
  '%s is what the server says (node scripts/api-documents.ts --write)',
  (path, made) => {
    const document = JSON.parse(JSON.stringify(made())) as { readonly info: object };
    expect(storedDocument(path)).toEqual(document);
    expect(document.info).toMatchObject({ license: { name: 'MIT' }, version: expect.any(String) });
  },
);
