/** The address of the dashboard as it is here, where nothing terminates TLS before it. */
export function withoutTls(
  environment: Readonly<Record<string, string>>,
  port: number,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      name,
      value.replace(`https://localhost:${port}`, `http://localhost:${port}`),
    ]),
  );
}
