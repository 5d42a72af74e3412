import * as z from 'zod';
import type { Deployment } from '../cloudformation/deployment.ts';

const clientSchema = z.object({
  CallbackURLs: z.array(z.string()).default([]),
  LogoutURLs: z.array(z.string()).default([]),
});

/** A client of the user pool, and where it may send people back to. */
export interface Client {
  readonly id: string;
  readonly callbackUrls: readonly string[];
  readonly logoutUrls: readonly string[];
}

/** Those that people sign in with. */
export function readClients(deployment: Deployment): Client[] {
  return deployment.resources('AWS::Cognito::UserPoolClient').flatMap((resource) => {
    const { CallbackURLs, LogoutURLs } = deployment.properties(resource, clientSchema);
    if (CallbackURLs.length === 0) return [];
    return {
      id: deployment.valueOf(resource),
      callbackUrls: CallbackURLs.map(withoutTls),
      logoutUrls: LogoutURLs.map(withoutTls),
    };
  });
}

/** Nothing terminates TLS here, as CloudFront does there. */
const withoutTls = (url: string) => url.replace(/^https:/, 'http:');
