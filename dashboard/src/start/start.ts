// The first script of every page: small, and in the page itself. It knows whether somebody is signed in before the
// application is loaded, leaves for the sign-in page without it, and asks for the first figures while it loads.
import { SIGNED_OUT_PATH } from '../shared/layout/signed-out-path.ts';
import { applyTheme } from '../shared/layout/theme.ts';
import { accessToken, finishSignIn, isArriving } from '../shared/session/session.ts';
import { readTokens } from '../shared/session/tokens.ts';
import { applyFont } from '../shared/styles/font.ts';
import { askEarly } from './ask-early.ts';
import { ready } from './ready.ts';
import type { Started } from './started.ts';

/** The address of the application's file; the build knows it. */
declare const APPLICATION: string;

/** Once, however often it is called. */
function loadApplication(): void {
  import(APPLICATION).catch(async () => {
    await ready();
    document.body.textContent = 'Payback could not be loaded. Check the connection, and reload the page.';
  });
}

async function start(): Promise<Started> {
  applyTheme();
  applyFont();
  if (location.pathname === SIGNED_OUT_PATH) return { as: 'signed-out' };
  try {
    if (isArriving() || readTokens()) loadApplication();
    await finishSignIn();
    return { as: 'signed-in', answers: await askEarly(await accessToken()) };
  } catch (error) {
    return { as: 'failed', error };
  }
}

window.payback = start();
void window.payback.then(loadApplication);
