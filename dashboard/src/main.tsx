import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { keepEarlyAnswers } from './shared/api/early.ts';
import './shared/styles/tokens.css';
import './shared/styles/base.css';
import { SignInFailed } from './shared/layout/sign-in-failed.tsx';
import { SignedOut } from './shared/layout/signed-out.tsx';
import { loadFont } from './shared/styles/font.ts';
import { ready } from './start/ready.ts';
import type { Started } from './start/started.ts';

// Not awaited: what is imported later imports this file's chunk, and would wait for it as well.
void show();

async function show(): Promise<void> {
  const started = await window.payback;
  await ready();
  createRoot(document.querySelector('#app') ?? document.body).render(page(started));
  loadFont();
}

function page(started: Started): ReactNode {
  if (started.as === 'signed-out') return <SignedOut />;
  if (started.as === 'failed') return <SignInFailed error={started.error} />;
  keepEarlyAnswers(started.answers);
  return <App />;
}
