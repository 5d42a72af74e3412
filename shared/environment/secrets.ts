import { AwsClient } from 'aws4fetch';
import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import { environment } from './environment.ts';

/** As the SDK does: what is refused for now is asked again twice. */
const ATTEMPTS = 3;
const PAUSE_MS = 100;
const TIMEOUT_MS = 5_000;
/** With status 400 and these names, Secrets Manager says that it could answer later. */
const LATER = ['ThrottlingException', 'TooManyRequestsException', 'RequestLimitExceeded'];

const answerSchema = z.object({ SecretString: z.string() });
const refusalSchema = z.object({
  __type: z.string(),
  message: z.string().optional(),
  Message: z.string().optional(),
});

/** What Lambda tells each function. */
const lambda = {
  AWS_REGION: z.string(),
  AWS_ACCESS_KEY_ID: z.string(),
  AWS_SECRET_ACCESS_KEY: z.string(),
  AWS_SESSION_TOKEN: z.string().optional(),
  // The SDK's name of it. Set where AWS is not the one that answers.
  AWS_ENDPOINT_URL_SECRETS_MANAGER: z.url().optional(),
};

/**
 * Reads a secret's current string. By a signed request, without the SDK: its client and ways to credentials, of which a function needs one,
 * were half of each function's code, and half of the time until it could begin.
 * @throws Error when it does not exist, may not be read, or is binary, and when Secrets Manager does not answer
 */
export async function readSecret(secretArn: string): Promise<string> {
  const variables = environment(lambda);
  const region = variables.AWS_REGION;
  const client = new AwsClient({
    accessKeyId: variables.AWS_ACCESS_KEY_ID,
    secretAccessKey: variables.AWS_SECRET_ACCESS_KEY,
    ...(variables.AWS_SESSION_TOKEN !== undefined && { sessionToken: variables.AWS_SESSION_TOKEN }),
    service: 'secretsmanager',
    region,
    retries: 0,
  });
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  const url = variables.AWS_ENDPOINT_URL_SECRETS_MANAGER ?? `https://secretsmanager.${region}.${domain}`;
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await ask(client, url, secretArn);
    if ('secret' in outcome) return outcome.secret;
    if (!outcome.isForNow || attempt >= ATTEMPTS)
      throw new Error(`${secretArn}: ${outcome.refusal}`, outcome);
    await setTimeout(Math.random() * PAUSE_MS * 2 ** attempt);
  }
}

type Outcome =
  | { readonly secret: string }
  | { readonly refusal: string; readonly isForNow: boolean; readonly cause?: unknown };

async function ask(client: AwsClient, url: string, SecretId: string): Promise<Outcome> {
  let status: number;
  let body: unknown;
  try {
    const response = await client.fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'secretsmanager.GetSecretValue',
      },
      body: JSON.stringify({ SecretId }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    ({ status } = response);
    body = await response.json();
  } catch (cause) {
    return { refusal: 'Secrets Manager does not answer.', isForNow: true, cause };
  }
  const answer = answerSchema.safeParse(body);
  if (status === 200) {
    return answer.success
      ? { secret: answer.data.SecretString }
      : { refusal: 'The secret holds no string.', isForNow: false };
  }
  const { __type: type, message, Message } = refusalSchema.parse(body);
  const name = type.slice(type.lastIndexOf('#') + 1);
  return {
    refusal: `${name}: ${message ?? Message ?? `status ${status}`}`,
    isForNow: status >= 500 || LATER.includes(name),
  };
}
