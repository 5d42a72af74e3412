import { rm } from 'node:fs/promises';

export default async function teardown(): Promise<void> {
  await globalThis.paybackTestStack?.();
  const running = globalThis.paybackTestPostgres;
  if (!running) return;
  await running.server.stop();
  await rm(running.directory, { recursive: true, force: true });
}
