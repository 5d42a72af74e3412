import { keyPrefix, readApiKey } from '../../shared/api-keys/api-key.ts';
import type { Authorization } from '../../shared/http/authorization-contract.ts';
import { createTokenReader, type TokenSettings } from './token.ts';

/** @returns what an Authorization header says about who asks */
export function createAuthorize(settings: TokenSettings) {
  const readToken = createTokenReader(settings);

  return async (header: string | undefined): Promise<Authorization> => {
    const credentials = /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1];
    if (credentials === undefined) {
      return refused('Send an access token or an API key as Authorization: Bearer <token or key>.');
    }
    if (!credentials.startsWith(keyPrefix)) return readToken(credentials);
    const key = readApiKey(credentials);
    return key === undefined
      ? refused('This is not a whole API key: it may have been cut or mistyped.')
      : { kind: 'api_key', ...key };
  };
}

const refused = (reason: string): Authorization => ({ kind: 'refused', reason });
