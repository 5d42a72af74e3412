import { afterAll, beforeAll, expect, test } from '@jest/globals';
import path from 'node:path';
import * as z from 'zod';
import { DEMO_SUBJECT } from '../../../local/demo/organization.ts';
import { readEndpoints, type LocalEndpoints } from '../../../local/endpoints.ts';
import { requestToken } from '../../../local/identity/token.ts';
import { eventually } from '../../support/eventually.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { runCommand, type Command } from '../../support/command.ts';
import { limit } from '../../support/limits.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let data: string;
let local: Command | undefined;

beforeAll(async () => {
  directory = await temporaryDirectory();
  data = path.join(directory.path, 'data');
});
afterAll(async () => {
  await local?.stop();
  await directory.remove();
}, limit(60));

/** Runs `npm start` and waits for what `seen` finds in the output. */
async function start(seen: RegExp) {
  const started = runCommand('bin/local.ts', '--port', '0', '--data-dir', data);
  local = started;
  await started.shows(seen, 100);
  const stop = () => {
    started.kill('SIGINT');
    return started.exit;
  };
  return { output: () => started.output(), stop };
}

const organizationsSchema = z.object({
  organizations: z.tuple([z.object({ id: z.string(), role: z.string() })]),
});
const summarySchema = z.object({ tasks: z.number() });

async function get<Schema extends z.ZodType>(
  { api_url: url, issuer_url: issuer }: LocalEndpoints,
  resource: string,
  schema: Schema,
): Promise<z.output<Schema>> {
  const token = await requestToken(issuer, DEMO_SUBJECT, []);
  const response = await fetch(`${url}/api/v1/${resource}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return schema.parse(await response.json());
}

test(
  'an interrupted load is resumed, the whole history is there, work goes on, and the next start sends no history',
  async () => {
    const interrupted = await start(/History: 2,000 of/);
    expect(await interrupted.stop()).toBe(0);
    expect(interrupted.output()).not.toContain('Payback runs');

    const first = await start(/Payback runs/);
    const endpoints = await readEndpoints(data);
    const { organizations } = await get(endpoints, 'organizations', organizationsSchema);
    const [{ id, role }] = organizations;
    expect(role).toBe('admin');
    expect(first.output()).toContain(`organization ${id}`);

    const total = Number(/of ([\d,]+) messages are stored/.exec(first.output())?.[1]?.replaceAll(',', ''));
    const shown = /\/api\/v1\/(analytics\/savings\/summary\?[^"]+)/.exec(first.output())?.[1] ?? '';
    const { tasks } = await get(endpoints, shown, summarySchema);
    expect(tasks).toBeGreaterThanOrEqual(total);
    // No more than the live service can have sent: nothing of the history is there twice.
    expect(tasks).toBeLessThan(total + 100);
    await eventually(async () => (await get(endpoints, shown, summarySchema)).tasks > tasks || undefined);
    expect(await first.stop()).toBe(0);

    const second = await start(/Payback runs/);
    expect(second.output()).not.toContain('History');
    expect(second.output()).toContain(`organization ${id}`);
    expect(await second.stop()).toBe(0);
  },
  limit(240),
);
