import * as z from 'zod';
import { arn } from '../cloudformation/aws-names.ts';
import type { Lambda } from '../lambda/lambda.ts';
import type { HttpEvent } from './http-event.ts';

export interface RequestAuthorizerSettings {
  readonly functionArn: string;
  /** How long an answer holds for the same header. */
  readonly ttlSeconds: number;
}

/** The authorizer's answer, or what API Gateway answers itself. */
export type Decision =
  | { readonly context: Readonly<Record<string, unknown>> }
  | { readonly status: 401 | 403 | 500; readonly message: string };

const answerSchema = z.object({
  isAuthorized: z.boolean(),
  context: z.record(z.string(), z.unknown()).default({}),
});

/**
 * API Gateway's Lambda authorizer (payload format 2.0, simple answers) whose identity source is the Authorization header:
 * without one it is not asked; its answers are kept by the header, for all routes.
 */
export function createRequestAuthorizer(settings: RequestAuthorizerSettings, lambda: Lambda) {
  const kept = new Map<string, { readonly until: number; readonly decision: Decision }>();

  return async (event: HttpEvent, time: Date): Promise<Decision> => {
    const identity = event.headers['authorization'];
    if (!identity) return { status: 401, message: 'Unauthorized' };
    // In the order in which they end: all are kept as long.
    for (const [header, { until }] of kept) {
      if (until > time.getTime()) break;
      kept.delete(header);
    }
    const known = kept.get(identity);
    if (known !== undefined) return known.decision;
    const decision = await ask(settings.functionArn, lambda, event, identity);
    if ('context' in decision || decision.status === 403) {
      kept.delete(identity);
      kept.set(identity, { until: time.getTime() + settings.ttlSeconds * 1000, decision });
    }
    return decision;
  };
}

async function ask(
  functionArn: string,
  lambda: Lambda,
  event: HttpEvent,
  identity: string,
): Promise<Decision> {
  const { body: _body, isBase64Encoded: _encoded, ...rest } = event;
  const { apiId, stage, http } = event.requestContext;
  const routeArn = arn('execute-api', `${apiId}/${stage}/${http.method}${http.path}`);
  const failed: Decision = { status: 500, message: 'Internal Server Error' };
  let answer: unknown;
  try {
    answer = await lambda.invoke(functionArn, {
      ...rest,
      type: 'REQUEST',
      routeArn,
      identitySource: [identity],
    });
  } catch {
    return failed;
  }
  const parsed = answerSchema.safeParse(answer);
  if (!parsed.success) return failed;
  const { isAuthorized, context } = parsed.data;
  return isAuthorized ? { context } : { status: 403, message: 'Forbidden' };
}
