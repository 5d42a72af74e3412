import type { InvalidValue } from './problem-contract.ts';

interface ProblemOptions {
  readonly errors?: readonly InvalidValue[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** An error that is the caller's to see. */
export class Problem extends Error {
  readonly status: number;
  readonly kind: string;
  readonly title: string;
  readonly errors: readonly InvalidValue[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, kind: string, title: string, detail: string, options: ProblemOptions = {}) {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.kind = kind;
    this.title = title;
    this.errors = options.errors;
    this.headers = options.headers ?? {};
  }
}

export function invalidRequest(errors: readonly InvalidValue[]): Problem {
  const detail = errors
    .map((error) => `${error.parameter ?? error.field ?? 'The body'} ${error.detail}`)
    .join('; ');
  return new Problem(400, 'invalid-request', 'The request is not valid', `${detail}.`, { errors });
}

/** Without credentials, or with none that can be read. */
export function unauthorized(): Problem {
  return refused('Send an access token or an API key as Authorization: Bearer <token or key>.', 'Bearer');
}

/** @param reason why the token or the key is of no use, as a sentence */
export function refusedCredentials(reason: string): Problem {
  return refused(reason, 'Bearer error="invalid_token"');
}

function refused(detail: string, challenge: string): Problem {
  return new Problem(401, 'unauthorized', 'An access token or an API key is needed', detail, {
    headers: { 'www-authenticate': challenge },
  });
}

export function forbidden(detail: string): Problem {
  return new Problem(403, 'forbidden', 'Not allowed', detail);
}

export function notFound(detail: string, errors?: readonly InvalidValue[]): Problem {
  return new Problem(404, 'not-found', 'Not found', detail, errors ? { errors } : {});
}

export function conflict(detail: string, errors?: readonly InvalidValue[]): Problem {
  return new Problem(409, 'conflict', 'Conflicts with the current state', detail, errors ? { errors } : {});
}

/** @param retryAfter seconds until another try makes sense */
export function unavailable(detail: string, retryAfter: number): Problem {
  return new Problem(503, 'unavailable', 'Not available at the moment', detail, {
    headers: { 'retry-after': String(retryAfter) },
  });
}
