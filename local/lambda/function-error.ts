/** A function's own failure, as Lambda reports it: the error's type, its message and where it came from. */
export class FunctionError extends Error {
  readonly type: string;
  readonly trace: string | undefined;

  constructor(type: string, message: string, trace?: string) {
    super(message);
    this.name = type;
    this.type = type;
    this.trace = trace;
  }
}

/** Lambda took no call: as many as the function's concurrency allows are running. */
export class ThrottledError extends Error {
  override readonly name = 'TooManyRequestsException';
}
