import type { IncomingMessage, ServerResponse } from 'node:http';
import { Events, type OAuth2Service } from 'oauth2-mock-server';
import * as z from 'zod';
import type { Client } from './clients.ts';
import type { Identity } from './identity.ts';
import { refusalPage, signInPage } from './sign-in-page.ts';

export interface SignInOptions {
  readonly url: string;
  readonly clients: readonly Client[];
  readonly signInAs: string | undefined;
}

export interface SignIn {
  /** Who has signed in for a code that was not used yet. */
  identityOf(code: string | undefined): Identity | undefined;
  forget(code: string | undefined): void;
}

/** Where somebody is sent who may not be sent back. */
const REFUSAL = '/not-a-way-back';

const authorizationSchema = z.looseObject({
  client_id: z.string(),
  redirect_uri: z.string(),
  subject: z.string().min(1).optional(),
  operator: z.string().optional(),
  scope: z.string().default(''),
});
const logoutSchema = z.looseObject({ client_id: z.string(), logout_uri: z.string() });

/** Adds what people see of Cognito: its sign-in page and its way out. */
export function addSignIn(service: OAuth2Service, { url, clients, signInAs }: SignInOptions): SignIn {
  const identities = new Map<string, Identity>();
  const allows = (clientId: string, kind: 'callbackUrls' | 'logoutUrls', target: string) =>
    clients.some((client) => client.id === clientId && client[kind].includes(target));

  service.on(Events.BeforeWellKnownOpenIdConfiguration, (metadata: { body: Record<string, unknown> }) => {
    metadata.body['authorization_endpoint'] = `${url}/oauth2/authorize`;
    metadata.body['end_session_endpoint'] = `${url}/logout`;
  });
  const refuse = (response: ServerResponse, target: string | undefined) =>
    page(response, 400, refusalPage(target, clients));
  // Who is known is sent back at once, as from Cognito's page while its session lasts.
  if (signInAs === undefined) {
    service.addRoute('GET', '/oauth2/authorize', (request, response) => {
      const parameters = query(request);
      const asked = authorizationSchema.safeParse(Object.fromEntries(parameters));
      if (!asked.success || !allows(asked.data.client_id, 'callbackUrls', asked.data.redirect_uri)) {
        return refuse(response, asked.data?.redirect_uri);
      }
      return page(response, 200, signInPage(parameters));
    });
  }
  service.addRoute('GET', REFUSAL, (request, response) =>
    refuse(response, query(request).get('redirect_uri') ?? undefined),
  );
  service.on(Events.BeforeAuthorizeRedirect, (target: { readonly url: URL }, request: IncomingMessage) => {
    const { subject = signInAs, ...asked } = authorizationSchema.parse(Object.fromEntries(query(request)));
    const { operator, scope } = asked;
    if (!allows(asked.client_id, 'callbackUrls', asked.redirect_uri)) {
      // The object itself is sent, not what stands in its place.
      target.url.href = new URL(
        `${REFUSAL}?${new URLSearchParams({ redirect_uri: asked.redirect_uri }).toString()}`,
        url,
      ).href;
      return;
    }
    const code = target.url.searchParams.get('code');
    if (code !== null && subject !== undefined) {
      identities.set(code, { subject, groups: operator === undefined ? [] : ['operators'], scope });
    }
  });
  service.addRoute('GET', '/logout', (request, response) => {
    const asked = logoutSchema.safeParse(Object.fromEntries(query(request)));
    if (!asked.success || !allows(asked.data.client_id, 'logoutUrls', asked.data.logout_uri)) {
      return page(response, 400, refusalPage(asked.data?.logout_uri, clients));
    }
    return redirect(response, asked.data.logout_uri);
  });
  return {
    identityOf: (code) => identities.get(code ?? ''),
    forget: (code) => void identities.delete(code ?? ''),
  };
}

const query = (request: IncomingMessage) => new URL(request.url ?? '/', 'http://local').searchParams;

function page(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(html);
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(302, { location }).end();
}
