/** For tests: bytes over a bare socket, and what comes back until the other side ends it. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Connected sockets that say `first`, and then nothing. */
export async function halfOpen(port: number, count: number, first: string): Promise<Socket[]> {
  const sockets: Socket[] = [];
  for (let n = 0; n < count; n += 1) {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    await once(socket, 'connect');
    socket.write(first);
    sockets.push(socket);
  }
  return sockets;
}

/** The answer to `bytes`, until there is as much of it as `enough` wants or the connection ends. */
export async function exchange(port: number, bytes: string, enough: RegExp): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  socket.write(bytes);
  let answer = '';
  for await (const chunk of socket) {
    answer += String(chunk);
    if (enough.test(answer)) break;
  }
  socket.destroy();
  return answer;
}
