import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import './runtime/styles/tokens.css';
import './runtime/styles/base.css';
import { SignInFailed } from './runtime/layout/sign-in-failed.tsx';
import { SIGNED_OUT_PATH, SignedOut } from './runtime/layout/signed-out.tsx';
import { applyTheme } from './runtime/layout/theme.ts';
import { accessToken, finishSignIn } from './runtime/session/session.ts';

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
