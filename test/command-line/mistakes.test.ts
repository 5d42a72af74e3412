import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { main } from '../../command-line/main.ts';
import { ENDPOINTS_FILE } from '../../local/endpoints.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const ORGANIZATION = randomUUID();
const RANGE = ['--from', '2026-01-26', '--to', '2026-01-27'];

const ID = randomUUID();
const OF = ['--organization', ORGANIZATION];

/** Each command as it is right; and with less than it takes, where it takes something, and what is said of that. */
const COMMANDS: readonly (readonly [right: readonly string[], less?: readonly string[], missing?: string])[] =
  [
    [['status']],
    [['verify']],
    [['trace', ID], ['trace'], "argument 'execution'"],
    [['locks']],
    [['cancel', '7'], ['cancel'], "argument 'pid'"],
    [['fold']],
    [['recalculate']],
    [['partitions']],
    [['retention']],
    [['audit']],
    [['vitals']],
    [['watch']],
    [['erasures']],
    [['feed']],
    [['look', 'losses'], ['look'], "argument 'topic'"],
    [['rebuild', ORGANIZATION, '2026-01-26'], ['rebuild', ORGANIZATION], "argument 'day'"],
    [['dead-letters', 'list']],
    [['dead-letters', 'show', 'm'], ['dead-letters', 'show'], "argument 'message'"],
    [['dead-letters', 'redrive']],
    [['--yes', 'dead-letters', 'purge']],
    [['rejections', 'list']],
    [['export', 'out.csv', ...OF, ...RANGE], ['export', 'out.csv', ...RANGE], "option '--organization <id>'"],
    [
      ['void', 'create', ...OF, '--ids', ID, '--reason', 'x'],
      ['void', 'create', ...OF],
      "option '--reason <text>'",
    ],
    [['void', 'list', ...OF], ['void', 'list'], "option '--organization <id>'"],
    [['void', 'restore', ID, ...OF], ['void', 'restore', ID], "option '--organization <id>'"],
    [['--yes', 'erase', ...OF, '--user-id', 'ann'], ['erase', ...OF], "option '--user-id <id>'"],
    [['prices', 'list']],
    [
      ['prices', 'correct', ID, '--cost-per-unit', '1', '--reason', 'wrong'],
      ['prices', 'correct', ID],
      "option '--reason <text>'",
    ],
    [['organizations', 'list']],
    [
      ['organizations', 'create', 'Mine', '--baseline', 'acme/m'],
      ['organizations', 'create', 'Mine'],
      "option '--baseline <provider[/model]>'",
    ],
    [['members', 'list', ORGANIZATION], ['members', 'list'], "argument 'organization'"],
    [
      ['members', 'put', ORGANIZATION, 'ann', '--role', 'admin'],
      ['members', 'put', ORGANIZATION, 'ann'],
      "option '--role <role>'",
    ],
    [['members', 'remove', ORGANIZATION, 'ann'], ['members', 'remove', ORGANIZATION], "argument 'subject'"],
    [['producers', 'list']],
    [['producers', 'add', 'AROAEXAMPLE1234567890'], ['producers', 'add'], "argument 'principal'"],
    [['producers', 'remove', 'AROAEXAMPLE1234567890'], ['producers', 'remove'], "argument 'principal'"],
    [['token']],
  ];
/** A port that nothing listens at. */
const NOWHERE = 'http://127.0.0.1:9';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  directory = await temporaryDirectory();
  // As a process leaves it that was killed.
  const names = ['api', 'dashboard', 'websocket', 'queue', 'dead_letter_queue', 'database', 'issuer'];
  const endpoints = Object.fromEntries(names.map((name) => [`${name}_url`, NOWHERE]));
  await writeFile(
    path.join(directory.path, ENDPOINTS_FILE),
    JSON.stringify({ ...endpoints, sqs_endpoint: NOWHERE, lambda_endpoint: NOWHERE }),
  );
});
afterAll(() => directory.remove());

async function payback(dataDirectory: string, ...argv: readonly string[]) {
  let [out, err] = ['', ''];
  const code = await main(['--data-dir', dataDirectory, ...argv], {
    stdout: (text) => (out += text),
    stderr: (text) => (err += text),
    isTerminal: false,
    environment: {},
    ask: () => Promise.resolve(undefined),
    now: Date.now,
    preflight: () => Promise.resolve([]),
  });
  return { code, out, err };
}
const stopped = () => path.join(directory.path, 'stopped');

describe.each(COMMANDS.map(([right, less, missing]) => ({ name: right.join(' '), right, less, missing })))(
  'payback $name',
  ({ right, less, missing }) => {
    test('knows no other flag', async () => {
      const { code, out, err } = await payback(stopped(), ...right, '--nonsense');
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toMatch(/unknown option '--nonsense'/);
    });

    test('says that nothing runs here, and how to go on', async () => {
      const { code, out, err } = await payback(stopped(), '--json', ...right);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toMatch(/does not run with the data directory .*: start it with npm start.*--stage prod/s);
    });

    test('says in a sentence what does not answer', async () => {
      const { code, err, out } = await payback(directory.path, '--json', ...right);
      expect(code).toBe(1);
      // Status has a row for each of the parts.
      expect(right[0] === 'status' ? out : err).toMatch(/does not answer|cannot be (called|asked)/);
      expect(err).not.toMatch(/\n +at /);
    });

    if (less !== undefined) {
      test(`takes its ${missing}`, async () => {
        const { code, out, err } = await payback(stopped(), ...less);
        expect({ code, out }).toEqual({ code: 2, out: '' });
        expect(err).toContain(missing);
      });
    }
  },
);

test.each<[readonly string[], string]>([
  [['trace', '7'], '<execution> must be a UUID, not 7'],
  [['locks', '--longer-than', 'x'], '--longer-than must be a whole number, not x'],
  [['look', 'everything'], 'Allowed choices are rejections, losses'],
  [['cancel', '-1'], '<pid> must be a whole number, not -1'],
  [['dead-letters', 'list', '--most', 'all'], '--most must be a whole number, not all'],
  [['rebuild', 'mine', '2026-01-26'], '<organization> must be a UUID, not mine'],
  [['rebuild', ORGANIZATION, '26.1.'], '<day> must be a day, YYYY-MM-DD, not 26.1.'],
  [['verify', '--organization', 'mine'], '--organization must be a UUID, not mine'],
  [['verify', '--to', '2026-02-30'], '--to must be a day, YYYY-MM-DD, not 2026-02-30'],
  [['verify', '--from', '2026-01-27', '--to', '2026-01-26'], '--from must not be after --to'],
  [['rejections', 'list', '--from', 'x', '--to', '2026-01-26'], '--from must be a day'],
  [['rejections', 'list', '--from', '2026-01-27', '--to', '2026-01-26'], '--from must not be after --to'],
  [['export', 'x.csv', ...OF, '--from', '2026-01-27', '--to', '2026-01-26'], '--from must not be after --to'],
  [['void', 'create', '--organization', 'x', '--ids', ID, '--reason', 'x'], '--organization must be a UUID'],
  [['void', 'create', ...OF, '--ids', 'x', '--reason', 'x'], '--ids must be a UUID, not x'],
  [['void', 'restore', 'x', ...OF], '<id> must be a UUID, not x'],
  [['erase', '--organization', 'x', '--user-id', 'ann'], '--organization must be a UUID, not x'],
  [['prices', 'correct', ID, '--reason', 'x'], 'one of --cost-per-unit, --effective-date and --end-date'],
  [['prices', 'import', '/nowhere.csv'], '/nowhere.csv cannot be read'],
  [['export', 'x.xlsx', ...OF, ...RANGE], '<file> must end with .csv or .ndjson: x.xlsx'],
  [
    ['organizations', 'create', 'x', '--baseline', 'a', '--retention', 'long'],
    '--retention must be a whole number',
  ],
  [['members', 'list', 'mine'], '<organization> must be a UUID, not mine'],
  [
    ['producers', 'add', 'AROAEXAMPLE1234567890', '--organization', 'x'],
    '--organization must be a UUID, not x',
  ],
  [['import', 'executions', '/nowhere.csv'], '/nowhere.csv cannot be read'],
  [['import', 'executions', import.meta.dirname], 'cannot be read'],
  [['--stage', 'staging', 'status'], '--stage must be dev or prod'],
])('%j: %s', async (argv, says) => {
  // Also where something runs: what is wrong with the command is said first.
  const { code, out, err } = await payback(directory.path, ...argv);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(says);
});

/** As a user has them who knows the format by a spreadsheet. */
const FILES = [
  ['prices', 'short', 'provider,model\nacme\n', 2, /is no CSV: Invalid Record Length.* on line 2/],
  [
    'prices',
    'semicolons',
    'provider;model\nacme;m\n',
    2,
    /separated by semicolons or tabs; separate them by/,
  ],
  ['prices', 'no lines', 'provider,model\n', 2, /has no lines of prices/],
  [
    'prices',
    'another column',
    'provider,pricing_model,cost_per_unit,price\nacme,per_request,1,2\n',
    2,
    /line 2: price: no field of a price; .*cost_per_unit/,
  ],
  [
    'executions',
    'semicolons',
    'task_id;provider\na;acme\n',
    1,
    /separated by semicolons or tabs; separate them/,
  ],
  ['executions', 'no lines', 'task_id,provider\n', 1, /has no lines of executions/],
] as const;
test.each(FILES)('a file of %s that has %s', async (what, _name, content, exit, says) => {
  const file = path.join(directory.path, 'given.csv');
  await writeFile(file, content);
  const command = what === 'prices' ? ['prices', 'import', file] : ['import', 'executions', file];
  const { code, out, err } = await payback(directory.path, ...command);
  expect({ code, out }).toEqual({ code: exit, out: '' });
  expect(err).toMatch(says);
  expect(err).not.toMatch(/\n +at /);
});

const EXECUTION = {
  organization_id: ORGANIZATION,
  task_id: 'a',
  provider: 'acme',
  task_type: 'review',
  start_time: '2026-01-26T10:00:00Z',
  end_time: '2026-01-26T10:00:01Z',
  success: true,
};
test.each([
  ['input_token', 'a mistyped name'],
  ['web_searches', 'a class of usage beside usage'],
])('a field that no message has, %s: %s', async (name) => {
  const file = path.join(directory.path, 'given.ndjson');
  await writeFile(file, `${JSON.stringify({ ...EXECUTION, [name]: 1 })}\n`);
  const command = ['--dry-run', 'import', 'executions', file];
  expect(await payback(stopped(), ...command)).toMatchObject({
    code: 1,
    out: expect.stringContaining(`Nothing was sent: ${name}: no field of a message`),
  });
  expect(await payback(stopped(), ...command, '--ignore-unknown')).toMatchObject({
    code: 0,
    out: expect.stringContaining('All 1 lines are valid.'),
  });
});
