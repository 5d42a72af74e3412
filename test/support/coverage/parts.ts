import * as z from 'zod';

/** The variable that names the directory of all parts of a run; nothing is counted without it. */
export const COVERAGE_DIRECTORY = 'PAYBACK_COVERAGE';
/** What is counted: code that is deployed, deploys, or stands in for AWS. */
export const ROOMS = ['lambdas', 'shared', 'lib', 'local', 'bin'] as const;

/** What one process, or one test file, saw running. */
export const part = z.object({
  /** Lines by file, relative to the repository. */
  lines: z.record(z.string(), z.array(z.number())).optional(),
  /** Every SQL function of the schema. */
  functions: z.record(z.string(), z.object({ lines: z.number(), ran: z.boolean() })).optional(),
});
export type Part = z.infer<typeof part>;
