import type { WebSocket } from 'ws';
import type { ConnectionIdentity } from './socket-event.ts';

/** API Gateway's limits; none of them can be raised. */
export const LARGEST_MESSAGE_BYTES = 128 * 1024;
export const GATEWAY_LIMITS = { idleMs: 10 * 60_000, lifetimeMs: 2 * 3600_000 };
export type ConnectionLimits = typeof GATEWAY_LIMITS;

const GOING_AWAY = 1001;

/** One open WebSocket, closed by the gateway when it is idle or old. */
export interface Connection {
  readonly identity: ConnectionIdentity;
  readonly lastActiveAt: () => Date;
  readonly send: (text: string) => void;
  readonly close: () => void;
  /** To be called when anything came in or went out. */
  readonly touch: () => void;
}

export function createConnection(
  socket: WebSocket,
  identity: ConnectionIdentity,
  { idleMs, lifetimeMs }: ConnectionLimits,
  now: () => Date,
): Connection {
  let active = now();
  const end = (reason: string) => socket.close(GOING_AWAY, reason);
  const idle = setTimeout(() => end('Idle timeout'), idleMs);
  const lifetime = setTimeout(() => end('Going away'), lifetimeMs);
  const touch = () => {
    active = now();
    idle.refresh();
  };
  socket.once('close', () => {
    clearTimeout(idle);
    clearTimeout(lifetime);
  });
  socket.on('ping', touch);
  return {
    identity,
    lastActiveAt: () => active,
    send: (text) => {
      touch();
      socket.send(text);
    },
    close: () => end('Going away'),
    touch,
  };
}
