import type { InvalidValue } from './problem-contract.ts';

interface ProblemOptions {
  readonly errors?: readonly InvalidValue[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether it is because of who asks: the audit log counts it. */
  readonly refusesAccess?: boolean;
}

/** An error that is the caller's to see. */
export class Problem extends Error {
  readonly status: number;
  readonly kind: string;
  readonly title: string;
  readonly errors: readonly InvalidValue[] | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly refusesAccess: boolean;

  constructor(status: number, kind: string, title: string, detail: string, options: ProblemOptions = {}) {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.kind = kind;
    this.title = title;
    this.errors = options.errors;
    this.headers = options.headers ?? {};
    this.refusesAccess = options.refusesAccess ?? false;
  }
}

/** So many errors an answer lists, and so many of them its sentence tells. */
const MOST_ERRORS = 50;
const MOST_TOLD = 5;
const LONGEST_NAME = 100;

/**
 * An answer that is bounded, whatever was sent: names are cut, and what is too much is counted.
 * @param more how many errors there are besides
 */
export function invalidRequest(errors: readonly InvalidValue[], more = 0): Problem {
  const listed = errors.slice(0, MOST_ERRORS).map(withShortName);
  const told = listed
    .slice(0, MOST_TOLD)
    .map((error) => `${error.parameter ?? error.field ?? 'The body'} ${error.detail}`);
  const all = errors.length + more;
  const detail = [...told, ...andMore(all - told.length)].join('; ');
  return new Problem(400, 'invalid-request', 'The request is not valid', `${detail}.`, {
    errors: [...listed, ...andMore(all - listed.length).map((rest) => ({ detail: rest }))],
  });
}

const andMore = (count: number): readonly string[] => (count > 0 ? [`and ${count} more`] : []);

function withShortName({ parameter, field, detail }: InvalidValue): InvalidValue {
  return {
    ...(parameter === undefined ? {} : { parameter: shortName(parameter) }),
    ...(field === undefined ? {} : { field: shortName(field) }),
    detail,
  };
}

/** JSON writes what cannot be printed with six characters. */
function shortName(name: string): string {
  const cut = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name;
  return cut.toWellFormed().replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\u{FFFD}');
}

/** @param limit in bytes */
export function tooLarge(limit: number): Problem {
  return new Problem(
    413,
    'payload-too-large',
    'The body is too large',
    `Send at most ${limit.toLocaleString('en-US')} bytes.`,
  );
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
  return new Problem(403, 'forbidden', 'Not allowed', detail, { refusesAccess: true });
}

export function notFound(detail: string, errors?: readonly InvalidValue[]): Problem {
  return new Problem(404, 'not-found', 'Not found', detail, errors ? { errors } : {});
}

/** The same to the caller as {@link notFound}, of what may be there for others; it is counted as refused access. */
export function hidden(detail: string, errors: readonly InvalidValue[]): Problem {
  return new Problem(404, 'not-found', 'Not found', detail, { errors, refusesAccess: true });
}

export function conflict(detail: string, errors?: readonly InvalidValue[]): Problem {
  return new Problem(409, 'conflict', 'Conflicts with the current state', detail, errors ? { errors } : {});
}

/** @param detail which limit it is @param retryAfter seconds until another try makes sense */
export function tooMany(detail: string, retryAfter: number): Problem {
  return new Problem(429, 'too-many-requests', 'Too many requests', detail, {
    headers: { 'retry-after': String(retryAfter) },
  });
}

/** @param retryAfter seconds until another try makes sense */
export function unavailable(detail: string, retryAfter: number): Problem {
  return new Problem(503, 'unavailable', 'Not available at the moment', detail, {
    headers: { 'retry-after': String(retryAfter) },
  });
}
