import { Writable } from 'node:stream';
import * as z from 'zod';
import { FunctionError } from '../../../../local/lambda/function-error.ts';
import type { Sample } from '../../evaluate.ts';

/** A value that was published, at a time that the minutes give it. */
export type Published = Omit<Sample, 'at'>;

/** What one call of a function came to. */
export interface Outcome {
  readonly published: readonly Published[];
  /** Why it ended as an error of Lambda; undefined where it answered. */
  readonly failure: string | undefined;
  /** Whether Lambda has not even called it. */
  readonly isThrottled?: true;
  readonly answer: unknown;
  readonly milliseconds: number;
}

const line = z.looseObject({
  _aws: z.object({
    CloudWatchMetrics: z.array(
      z.object({
        Namespace: z.string(),
        Dimensions: z.array(z.array(z.string())),
        Metrics: z.array(z.object({ Name: z.string(), Unit: z.string() })),
      }),
    ),
  }),
});
const values = z.union([z.number().transform((only) => [only]), z.array(z.number())]);

/** What CloudWatch takes out of a line of a log; nothing of one that is not in its embedded metric format. */
function publishedBy(text: string): readonly Published[] {
  if (!text.includes('"_aws"')) return [];
  const { _aws: embedded, ...fields } = line.parse(JSON.parse(text));
  return embedded.CloudWatchMetrics.flatMap(({ Namespace: namespace, Dimensions, Metrics }) =>
    Dimensions.flatMap((keys) => {
      const dimensions = Object.fromEntries(keys.map((key) => [key, z.string().parse(fields[key])]));
      return Metrics.flatMap(({ Name: name }) =>
        values.parse(fields[name]).map((value) => ({ namespace, name, dimensions, value })),
      );
    }),
  );
}

/** Keeps what functions write, each by itself. */
export function recorder() {
  const written = new Map<string, string[]>();
  const of = (name: string) => {
    const lines = written.get(name) ?? [];
    written.set(name, lines);
    return lines;
  };
  return {
    logFor: (name: string) =>
      new Writable({
        write(chunk: Buffer, _encoding, done) {
          of(name).push(chunk.toString('utf8'));
          done();
        },
      }).setMaxListeners(0),
    /** What was written since it was last asked for. */
    take: (name: string): readonly string[] => of(name).splice(0).join('').split('\n'),
  };
}

/** @param written the lines of the call */
export async function captured(
  call: () => Promise<unknown>,
  written: () => readonly string[],
): Promise<Outcome> {
  const started = performance.now();
  let answer: unknown;
  let failure: string | undefined;
  try {
    answer = await call();
  } catch (error) {
    if (!(error instanceof FunctionError)) throw error;
    failure = `${error.type}: ${error.message}`;
  }
  const milliseconds = performance.now() - started;
  // A pipe of its own brings them: they are there already, and come with the next turn.
  await new Promise((resolve) => setImmediate(resolve));
  return { published: written().flatMap(publishedBy), failure, answer, milliseconds };
}
