import type { z } from 'zod';
import type { problemDetails } from '../../../../shared/http/problem-contract.ts';

type ProblemDetails = z.infer<typeof problemDetails>;

/** What the API answered instead of a result; the message is for people. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly details: ProblemDetails;

  constructor(details: ProblemDetails) {
    super(details.detail);
    this.details = details;
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

/** @returns what the body of a failed response says, or a problem made of its status where it says nothing */
export async function problemOf(response: Response): Promise<ApiProblem> {
  if (response.headers.get('content-type')?.startsWith('application/problem+json')) {
    const details: ProblemDetails = await response.json();
    return new ApiProblem(details);
  }
  return new ApiProblem({
    type: 'about:blank',
    title: response.statusText || `Status ${response.status}`,
    status: response.status,
    detail: `The request was answered with status ${response.status}. Try again in a moment.`,
  });
}
