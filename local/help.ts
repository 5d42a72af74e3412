/** Prints how a program is used, and ends it, where that was asked for. */
export function helpIfAsked(usage: string): void {
  const [, , ...given] = process.argv;
  if (!given.includes('--help') && !given.includes('-h')) return;
  console.log(usage);
  process.exit(0);
}

/** Ends with 2, as everything does that was called wrongly. */
export function endWithUsage(error: unknown, usage: string): never {
  console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  process.exit(2);
}
