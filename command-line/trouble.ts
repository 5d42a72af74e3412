/** What is wrong, as a sentence for whoever typed the command; `hint` says what to do about it. Ends with 1. */
export class Trouble extends Error {
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.name = 'Trouble';
    this.hint = hint;
  }
}

/** The command itself is wrong. Ends with 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
