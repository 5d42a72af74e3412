import * as z from 'zod';
import { API_SCOPE } from '../../shared/http/authorization-contract.ts';
import { StartupError } from '../startup-error.ts';

const responseSchema = z.object({ access_token: z.string() });

/**
 * An access token of the local issuer.
 * @param groups of the token; `operators` makes the subject an operator
 * @throws StartupError when the issuer does not answer
 */
export async function requestToken(
  issuerUrl: string,
  subject: string,
  groups: readonly string[],
): Promise<string> {
  const body = new URLSearchParams({
    grant_type: 'password',
    username: subject,
    groups: groups.join(' '),
    scope: API_SCOPE.name,
  });
  let response: Response;
  try {
    response = await fetch(`${issuerUrl}/oauth2/token`, { method: 'POST', body });
  } catch (error) {
    throw new StartupError(
      `The issuer at ${issuerUrl} does not answer: start Payback again with npm start.`,
      {
        cause: error,
      },
    );
  }
  return responseSchema.parse(await response.json()).access_token;
}
