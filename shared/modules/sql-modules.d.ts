/** A `.sql` file is imported as its text: esbuild's text loader in bundles, `test/support/sql-transform.mjs` in tests. */
declare module '*.sql' {
  const text: string;
  export default text;
}
