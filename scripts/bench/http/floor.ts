/**
 * The floor of `npm run bench -- http`, a process of its own: bare Express with a body parser, and SQLite as the stub
 * opens it. A GET sends a page of so many bytes, a POST commits one row durably and sends the page again.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import express from 'express';

const page = `<!DOCTYPE html>${'x'.repeat(Math.max(0, Number(process.argv[2]) - 15))}`;
const folder = mkdtempSync(join(tmpdir(), 'ichido-floor-'));
const db = new DatabaseSync(join(folder, 'floor.db'));
db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
  CREATE TABLE names (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
  INSERT INTO names VALUES (1, '');`);
const update = db.prepare('UPDATE names SET name = ? WHERE id = 1');

const app = express();
app.get('/form', (_request, response) => void response.type('html').send(page));
app.post('/form', express.urlencoded({ extended: false }), (request, response) => {
  update.run(String((request.body as { readonly name?: unknown }).name));
  response.type('html').send(page);
});
const server = app.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ portal: `http://127.0.0.1:${port}` })}\n`);
});
process.once('SIGTERM', () => {
  server.closeAllConnections();
  server.close();
  db.close();
  rmSync(folder, { recursive: true, force: true });
});
