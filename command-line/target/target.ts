import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { ZodType } from 'zod';
import { Trouble } from '../trouble.ts';

/** One deployment, on this machine or on AWS: all that commands ask goes through here. */
export interface Target {
  /** For people: `this machine` or `stage prod in eu-central-1`. */
  readonly name: string;
  readonly stage: string;
  readonly isLocal: boolean;
  readonly apiUrl: string;
  readonly queueUrl: string;
  readonly deadLetterQueueUrl: string;
  readonly sqs: SQSClient;
  readonly lambda: LambdaClient;
  /** Since when its schedules are called, in epoch milliseconds: on this machine only while it runs. Null: all the time. */
  readonly runningSince: number | null;
  /** The age in seconds of what has been in a queue for longest; null where there is nothing. @throws Trouble where that is not known */
  oldestMessage(queueUrl: string, signal: AbortSignal): Promise<number | null>;
  /** Of whoever asks the API. @throws Trouble where there is none */
  token(): Promise<string>;
}

/** Calls one of the deployment's functions and waits for its answer. @throws Trouble that says what it failed with */
export async function invoke<Result extends ZodType>(
  { lambda, stage }: Pick<Target, 'lambda' | 'stage'>,
  name: string,
  payload: unknown,
  result: Result,
  abortSignal?: AbortSignal,
): Promise<z.output<Result>> {
  const FunctionName = `payback-${stage}-${name}`;
  let text: string;
  let failed: boolean;
  try {
    const command = new InvokeCommand({ FunctionName, Payload: JSON.stringify(payload) });
    const answer = await lambda.send(command, { ...(abortSignal && { abortSignal }) });
    text = Buffer.from(answer.Payload ?? []).toString('utf8');
    failed = answer.FunctionError !== undefined;
  } catch (error) {
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw new Trouble(
      `The function ${FunctionName} cannot be called. ${message}`,
      'It takes the permission lambda:InvokeFunction, and a deployment of this version.',
    );
  }
  const content: unknown = text === '' ? null : JSON.parse(text);
  if (failed) {
    const message =
      typeof content === 'object' && content !== null && 'errorMessage' in content
        ? String(content.errorMessage)
        : text;
    throw new Trouble(`The function ${FunctionName} failed: ${message}`, 'Its log says more.');
  }
  const parsed = result.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new Trouble(
    `The function ${FunctionName} answers otherwise than this version expects: ${z.prettifyError(parsed.error)}`,
    'Use the command line of the version that is deployed.',
  );
}
