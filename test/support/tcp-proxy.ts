import net from 'node:net';

/** A way to a local port that can fail as networks do. */
export interface TcpProxy {
  readonly port: number;
  /** How many connections were ever made through it. */
  connections(): number;
  /** All that clients have sent, also after the proxy fell silent. */
  sent(): string;
  /** From now on nothing passes on the connections that there are, and neither side is told; new ones work. */
  silence(): void;
  /** Ends the connections that there are. */
  cut(): void;
  close(): Promise<void>;
}

export async function tcpProxy(target: number): Promise<TcpProxy> {
  const pairs = new Set<readonly [net.Socket, net.Socket]>();
  const silent = new WeakSet<net.Socket>();
  let sent = '';
  let connections = 0;
  const server = net.createServer((client) => {
    connections += 1;
    const upstream = net.connect(target, '127.0.0.1');
    const pair = [client, upstream] as const;
    pairs.add(pair);
    client.on('data', (chunk: Buffer) => {
      sent += chunk.toString('latin1');
      if (!silent.has(client)) upstream.write(chunk);
    });
    upstream.on('data', (chunk: Buffer) => {
      if (!silent.has(client)) client.write(chunk);
    });
    for (const [socket, other] of [pair, [upstream, client] as const]) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        other.destroy();
        pairs.delete(pair);
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  const cut = () => {
    for (const pair of pairs) for (const socket of pair) socket.destroy();
  };
  return {
    port: address.port,
    connections: () => connections,
    sent: () => sent,
    silence() {
      for (const [client] of pairs) silent.add(client);
    },
    cut,
    async close() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
