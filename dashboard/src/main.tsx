import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import './shared/styles/tokens.css';
import './shared/styles/base.css';
import { SignInFailed } from './shared/layout/sign-in-failed.tsx';
import { SIGNED_OUT_PATH, SignedOut } from './shared/layout/signed-out.tsx';
import { applyTheme } from './shared/layout/theme.ts';
import { accessToken, finishSignIn } from './shared/session/session.ts';

applyTheme();
const root = createRoot(document.querySelector('#app') ?? document.body);

// Not awaited: what is imported later imports this file's chunk, and would wait for it as well.
void start();

async function start(): Promise<void> {
  if (location.pathname === SIGNED_OUT_PATH) {
    root.render(<SignedOut />);
    return;
  }
  try {
    await finishSignIn();
    await accessToken();
    root.render(<App />);
  } catch (error) {
    root.render(<SignInFailed error={error} />);
  }
}
