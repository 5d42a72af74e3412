import net from 'node:net';

/** A way to a local port that can fail as networks do. */
export interface TcpProxy {
  readonly port: number;
  /** How many connections were ever made through it. */
  connections(): number;
  /** The last of what clients have sent, also after the proxy fell silent. */
  sent(): string;
  /** From now on nothing passes on the connections that there are, and no side is told what the other does; new ones work. */
  silence(): void;
  /** From now on new connections are made and nothing passes on them either, until `speak`. */
  hang(): void;
  /** New connections work again. */
  speak(): void;
  /** Ends the connections that there are. */
  cut(): void;
  /** Refuses new connections, and ends those that there are, until `accept`. */
  refuse(): Promise<void>;
  accept(): Promise<void>;
  /**
   * Holds the next commit of a PostgreSQL transaction that has stored executions: before it reaches the server, or when
   * the server has done it, before its client is told. Resolves as soon as it is held.
   */
  holdCommit(before: 'server' | 'client'): Promise<HeldCommit>;
  close(): Promise<void>;
}

export interface HeldCommit {
  /** Lets it go on. */
  pass(): void;
  /** Ends its connection, towards both sides. */
  cut(): void;
}

/** A simple query, as the driver sends what has no parameters: its type, its length and its text. */
const COMMIT = 'Q\0\0\0\x0bcommit\0';
const STORES = 'insert into task_executions';
const KEPT_BYTES = 200_000;

interface Wanted {
  readonly before: 'server' | 'client';
  readonly resolve: (held: HeldCommit) => void;
}

export async function tcpProxy(target: number): Promise<TcpProxy> {
  const pairs = new Set<readonly [net.Socket, net.Socket]>();
  const silent = new WeakSet<net.Socket>();
  let hangs = false;
  let sent = '';
  let connections = 0;
  let wanted: Wanted | undefined;

  const serve = (client: net.Socket) => {
    connections += 1;
    if (hangs) silent.add(client);
    const upstream = net.connect(target, '127.0.0.1');
    const pair = [client, upstream] as const;
    pairs.add(pair);
    const cutPair = () => {
      for (const socket of pair) socket.destroy();
    };
    let [stores, tail] = [false, ''];
    let answering: Wanted | undefined;
    client.on('data', (chunk: Buffer) => {
      const text = chunk.toString('latin1');
      sent = (sent + text).slice(-KEPT_BYTES);
      if (silent.has(client)) return;
      if (text.includes('begin; ')) stores = false;
      stores ||= (tail + text).includes(STORES);
      tail = text.slice(-STORES.length);
      if (stores && wanted && text.includes(COMMIT)) {
        const held = wanted;
        wanted = undefined;
        if (held.before === 'server') {
          held.resolve({ pass: () => upstream.write(chunk), cut: cutPair });
          return;
        }
        answering = held;
      }
      upstream.write(chunk);
    });
    upstream.on('data', (chunk: Buffer) => {
      if (silent.has(client)) return;
      answering?.resolve({ pass: () => client.write(chunk), cut: cutPair });
      if (answering === undefined) client.write(chunk);
      answering = undefined;
    });
    for (const [socket, other] of [pair, [upstream, client] as const]) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        if (silent.has(client) && !other.destroyed) return;
        other.destroy();
        pairs.delete(pair);
      });
    }
  };

  const server = net.createServer(serve);
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const cut = () => {
    for (const pair of pairs) for (const socket of pair) socket.destroy();
  };
  const silence = () => {
    for (const [client] of pairs) silent.add(client);
  };
  const refuse = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    cut();
    await closed;
  };
  await listen(0);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  const { port } = address;
  return {
    port,
    connections: () => connections,
    sent: () => sent,
    silence,
    hang() {
      hangs = true;
      silence();
    },
    speak() {
      hangs = false;
    },
    cut,
    refuse,
    accept: () => listen(port),
    holdCommit: (before) =>
      new Promise((resolve) => {
        wanted = { before, resolve };
      }),
    close: refuse,
  };
}
