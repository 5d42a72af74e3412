import type * as z from 'zod';
import type { problemDetails } from '../../../../shared/http/problem-contract.ts';

export type ProblemDetails = z.infer<typeof problemDetails>;

/** What the API answered instead of a result; the message is for people. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly details: ProblemDetails;
  /** From when on another try makes sense, in epoch milliseconds; undefined where the API does not say. */
  readonly retryAt: number | undefined;

  constructor(details: ProblemDetails, retryAt?: number) {
    super(details.detail);
    this.details = details;
    this.retryAt = retryAt;
  }

  /** What is wrong with one field of the request, if that is among what is wrong. */
  fieldError(name: string): string | undefined {
    const found = this.details.errors?.find(({ field, parameter }) => (field ?? parameter) === name);
    return found?.detail;
  }
}

/** There was no answer: the network, or the address, is away. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';

  constructor(cause: unknown) {
    super('Payback cannot be reached. Check the connection; what is shown may be old.', { cause });
  }
}
