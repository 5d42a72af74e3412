import { ApiProblem, type ProblemDetails } from './problem.ts';
import { retryAtOf } from './retry.ts';

/** @returns what the body of a failed response says, or a problem made of its status where it says nothing */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const retryAt = retryAtOf(response.headers.get('retry-after'), Date.now());
  if (response.headers.get('content-type')?.startsWith('application/problem+json')) {
    const details: ProblemDetails = await response.json();
    return new ApiProblem(details, retryAt);
  }
  return new ApiProblem(
    {
      type: 'about:blank',
      title: response.statusText || `Status ${response.status}`,
      status: response.status,
      detail: `The request was answered with status ${response.status}. Try again in a moment.`,
    },
    retryAt,
  );
}
