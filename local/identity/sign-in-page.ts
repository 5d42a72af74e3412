import type { Client } from './clients.ts';

const document = (title: string, content: string) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 24rem; margin: 15vh auto; padding: 0 1rem }
label { display: block; margin: 1rem 0 }
input:not([type=checkbox]) { display: block; width: 100%; box-sizing: border-box }
input, button { font: inherit; padding: .4rem .6rem }
</style>
<h1>${title}</h1>
${content}
</html>
`;

/** Asks who somebody is. @param parameters of the authorization request, which go on with the answer */
export function signInPage(parameters: URLSearchParams): string {
  const hidden = [...parameters].map(
    ([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`,
  );
  return document(
    'Sign in to Payback',
    `<p>This page stands for Cognito's on your machine. It asks for no password.</p>
<form action="/authorize">${hidden.join('')}
<label>Subject <input name="subject" required autofocus autocomplete="username" value="alice"></label>
<label><input type="checkbox" name="operator" value="yes"> as an operator of the platform</label>
<button>Sign in</button>
</form>`,
  );
}

export function refusalPage(target: string | undefined, clients: readonly Client[]): string {
  const allowed = clients.flatMap(({ callbackUrls, logoutUrls }) => [...callbackUrls, ...logoutUrls]);
  return document(
    'Not a way back',
    `<p>The client may send people back to ${escape(allowed.join(' and '))}, not to ${escape(target ?? 'nowhere')}.
Open the dashboard by the address that npm start has shown.</p>`,
  );
}

const escape = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
