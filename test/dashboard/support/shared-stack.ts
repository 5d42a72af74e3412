// In the process that runs the tests, not in those of its workers: what is here outlives a test file.
import { createServer } from 'node:http';
import * as z from 'zod';
import { close, listen, sendJson } from '../../../local/http-server.ts';
import { freePort } from '../../../local/ports.ts';
import { startProcess, type StackProcess } from './stack-process.ts';

const ADDRESS = 'PAYBACK_TEST_STACK';
/** The machine may become much busier than it is when the first test file asks. */
const PATIENCE = 4;

const shape = z.object({ directory: z.string(), failures: z.array(z.string()) });

/**
 * Offers one deployment to all test files of a run. The first that asks has it started; a run of other tests starts
 * none.
 * @returns stops it
 */
export async function offerStack(): Promise<() => Promise<void>> {
  let started: Promise<StackProcess> | undefined;
  const server = createServer((_request, response) => {
    started ??= startProcess({ patience: PATIENCE });
    started.then(
      ({ directory, failures }) => sendJson(response, 200, { directory, failures: failures() }),
      (error: unknown) => sendJson(response, 500, String(error)),
    );
  });
  const port = await freePort();
  await listen(server, port);
  process.env[ADDRESS] = `http://127.0.0.1:${port}`;
  return async () => {
    await close(server, 0);
    await (await started?.catch(() => undefined))?.stop();
  };
}

/** Asks for the deployment of the run, as it is now. */
async function ask() {
  const response = await fetch(process.env[ADDRESS] ?? '');
  if (!response.ok) throw new Error(await response.text());
  return shape.parse(await response.json());
}

/** The deployment of the run; its failures are those from now on. */
export async function sharedProcess(): Promise<
  Pick<StackProcess, 'directory'> & { readonly failures: () => Promise<string[]> }
> {
  const { directory, failures: earlier } = await ask();
  return { directory, failures: async () => (await ask()).failures.slice(earlier.length) };
}
