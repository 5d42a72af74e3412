import type { createLiveTicket } from '../../../../lambdas/live/contract.ts';
import type { ServerMessage } from '../../../../shared/live/contract.ts';
import { call } from '../api/client.ts';

/** API Gateway ends what is idle for 10 minutes. */
const PING_MS = 4 * 60_000;
/** A connection that does not answer is none: a network that changed leaves such behind. */
const PONG_MS = 10_000;

export interface SocketOptions {
  readonly signal: AbortSignal;
  readonly onOpen: () => void;
  /** Figures of the organization have changed. */
  readonly onChanged: () => void;
}

/**
 * Opens a live connection. Resolves when it has ended: the network broke, or the API cut it after two hours.
 * @throws Error when it could not be opened
 */
export async function connect(organizationId: string, options: SocketOptions): Promise<void> {
  const { signal, onOpen, onChanged } = options;
  const { ticket, url } = await call<typeof createLiveTicket>(
    'POST /api/v1/live/tickets',
    { body: { organization_id: organizationId } },
    signal,
  );
  const socket = new WebSocket(`${url}?ticket=${encodeURIComponent(ticket)}`);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let overdue: ReturnType<typeof setTimeout> | undefined;
  let opened = false;
  const ping = setInterval(() => {
    if (socket.readyState !== WebSocket.OPEN) return;
    socket.send('{"type":"ping"}');
    overdue = setTimeout(() => end(), PONG_MS);
  }, PING_MS);
  const end = () => {
    clearInterval(ping);
    clearTimeout(overdue);
    socket.close();
    if (opened) resolve();
    else reject(new Error('The live connection could not be opened.'));
  };
  signal.addEventListener('abort', end);
  socket.addEventListener('open', () => {
    opened = true;
    onOpen();
  });
  socket.addEventListener('message', ({ data }) => {
    clearTimeout(overdue);
    const message: ServerMessage = JSON.parse(String(data));
    if (message.type === 'changed') onChanged();
  });
  socket.addEventListener('close', end);
  try {
    await promise;
  } finally {
    signal.removeEventListener('abort', end);
  }
}
