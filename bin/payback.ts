import { createInterface } from 'node:readline/promises';
import { main } from '../command-line/main.ts';

async function ask(question: string): Promise<string | undefined> {
  if (!process.stdin.isTTY) return undefined;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}

process.exitCode = await main(process.argv.slice(2), {
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
  isTerminal: process.stderr.isTTY,
  environment: process.env,
  ask,
  now: Date.now,
  async preflight({ stage, ...where }) {
    process.stderr.write('The stage is synthesized to know what it needs: half a minute.\n');
    // The CDK takes seconds to load, and no other command needs it.
    const { preflightOf } = await import('../lib/preflight/of-stage.ts');
    return preflightOf(stage, undefined, where);
  },
});
