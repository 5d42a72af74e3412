import { Trouble } from '../trouble.ts';
import type { Register } from './command.ts';

export const registerToken: Register = (program, run) => {
  program
    .command('token')
    .description('An access token of an operator, of a deployment on this machine (--as <subject>)')
    .action(
      run(async ({ output, target: find }) => {
        const target = await find();
        if (!target.isLocal)
          throw new Trouble('On AWS people sign in with a browser, and programs have API keys.');
        const token = await target.token();
        output.answer({ token }, () => token);
      }),
    );
};
