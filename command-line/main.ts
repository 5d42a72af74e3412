import { Command, CommanderError } from 'commander';
import * as z from 'zod';
import { StartupError } from '../local/startup-error.ts';
import { isStageName, STAGE_NAMES, type StageName } from '../lib/stage/stage-name.ts';
import type { Context, Preflight, Register, Run } from './commands/command.ts';
import { registerDeadLetters } from './commands/dead-letters.ts';
import { registerDoctor } from './commands/doctor.ts';
import { registerExecutions } from './commands/executions.ts';
import { registerExport } from './commands/export.ts';
import { registerImport } from './commands/import.ts';
import { registerJobs } from './commands/jobs.ts';
import { registerLook } from './commands/look.ts';
import { registerOrganizations } from './commands/organizations.ts';
import { registerPrices } from './commands/prices.ts';
import { registerRejections } from './commands/rejections.ts';
import { registerSessions } from './commands/sessions.ts';
import { registerStatus } from './commands/status.ts';
import { registerToken } from './commands/token.ts';
import { registerTrace } from './commands/trace.ts';
import { registerVerify } from './commands/verify.ts';
import { createOutput, type Output, type Streams } from './output.ts';
import { awsTarget } from './target/aws-target.ts';
import { localTarget } from './target/local-target.ts';
import type { Target } from './target/target.ts';
import { Trouble, UsageError } from './trouble.ts';

export interface Surroundings extends Streams {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** @returns what somebody answers; undefined where nobody is there */
  readonly ask: (question: string) => Promise<string | undefined>;
  readonly now: () => number;
  readonly preflight: Preflight;
}

const WELL = 0;
const WRONG = 1;
const USAGE = 2;

const topics: readonly Register[] = [
  registerStatus,
  registerVerify,
  registerDoctor,
  registerTrace,
  registerImport,
  registerDeadLetters,
  registerRejections,
  registerExport,
  registerExecutions,
  registerPrices,
  registerJobs,
  registerSessions,
  registerLook,
  registerOrganizations,
  registerToken,
];

const optionsSchema = z.object({
  stage: z.custom<StageName>(isStageName).optional(),
  profile: z.string().optional(),
  region: z.string().optional(),
  dataDir: z.string(),
  token: z.string().optional(),
  as: z.string(),
  json: z.boolean().default(false),
  dryRun: z.boolean().default(false),
  yes: z.boolean().default(false),
});

/** Runs one command of the operator's command line. @returns the exit code: 0 well, 1 something is wrong, 2 usage */
export async function main(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  let code = WELL;
  const program = new Command('payback');
  const options = () => readOptions(program.opts());
  const run =
    <Arguments extends readonly unknown[]>(action: Run<Arguments>) =>
    async (...given: Arguments) => {
      const asked = options();
      const output = createOutput(surroundings, asked.json);
      const isWell = await action(contextOf(asked, output, surroundings), ...given);
      if (isWell === false) code = WRONG;
    };
  program
    .description('Operates a deployment of Payback: on this machine, or on AWS with --stage.')
    .option('--stage <name>', 'a stage on AWS; without it, what npm start runs here')
    .option('--profile <name>', 'of the AWS configuration')
    .option('--region <name>', 'of AWS')
    .option('--data-dir <folder>', 'of npm start', '.payback')
    .option('--token <token>', 'for the API: an access token or an API key (or PAYBACK_TOKEN)')
    .option('--as <subject>', 'who asks the API of this machine, as an operator too', 'operator')
    .option('--json', 'the answer as JSON, alone on stdout')
    .option('--dry-run', 'say what would be done, and do nothing')
    .option('--yes', 'answer questions with yes')
    .addHelpText('after', '\nEnds with 0 when all is well, 1 when something is wrong, 2 when the command is.')
    .showHelpAfterError('(--help says what there is)')
    .configureOutput({ writeOut: surroundings.stdout, writeErr: surroundings.stderr })
    .exitOverride();
  for (const register of topics) register(program, run);
  inherit(program);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    return failed(error, surroundings);
  }
}

/** Options of the whole are understood after a command as well. */
function inherit(command: Command): void {
  for (const sub of command.commands) {
    sub.copyInheritedSettings(command);
    sub.configureHelp({ showGlobalOptions: true });
    inherit(sub);
  }
}

/** @throws UsageError */
function readOptions(given: unknown): z.output<typeof optionsSchema> {
  const parsed = optionsSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  // The only one that is not any text.
  throw new UsageError(`--stage must be ${STAGE_NAMES}; without it, this machine is meant`);
}

function contextOf(
  { json: _json, dryRun, yes, ...where }: z.output<typeof optionsSchema>,
  output: Output,
  { environment, ask, now, preflight }: Surroundings,
): Context {
  const token = where.token ?? environment['PAYBACK_TOKEN'];
  let target: Promise<Target> | undefined;
  const find = () => {
    const { stage, ...local } = where;
    return stage === undefined
      ? localTarget({ ...local, token, now })
      : awsTarget({ ...where, stage, token });
  };
  const { stage, profile, region } = where;
  const account = { ...(profile && { profile }), ...(region && { region }) };
  return {
    output,
    dryRun,
    yes,
    ask,
    now,
    patience: Number(environment['PAYBACK_PATIENCE'] ?? 1),
    target: () => (target ??= find()),
    preflight: () => (stage === undefined ? Promise.resolve([]) : preflight({ stage, ...account })),
  };
}

function failed(error: unknown, { stderr }: Streams): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? WELL : USAGE;
  if (error instanceof UsageError) {
    stderr(`${error.message}\n`);
    return USAGE;
  }
  if (error instanceof Trouble) {
    stderr(`${error.message}\n${error.hint === undefined ? '' : `${error.hint}\n`}`);
    return WRONG;
  }
  if (error instanceof StartupError) {
    stderr(`${error.message}\n`);
    return WRONG;
  }
  // As all errors of AWS's SDK, also where nothing answered.
  if (error instanceof Error && '$metadata' in error) {
    stderr(`What was asked does not answer, or refuses: ${error.name}: ${error.message}\n`);
    return WRONG;
  }
  stderr(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return WRONG;
}
