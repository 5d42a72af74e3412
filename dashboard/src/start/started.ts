import type { EarlyAnswers } from '../shared/api/early.ts';

/** How a page began, before the application is there to show it. */
export type Started =
  | { readonly as: 'signed-in'; readonly answers: EarlyAnswers }
  | { readonly as: 'signed-out' }
  | { readonly as: 'failed'; readonly error: unknown };

declare global {
  interface Window {
    /** What the page's own script hands to the application, which comes in a file of its own. */
    payback: Promise<Started>;
  }
}
