/** A reason not to start that is the user's to know: one clear sentence, printed without a stack trace. */
export class StartupError extends Error {
  override readonly name = 'StartupError';
}
