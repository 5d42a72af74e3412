/** A `.ttf` file is imported as its bytes: esbuild's binary loader in bundles, `test/support/ttf-transform.mjs` in tests. */
declare module '*.ttf' {
  const bytes: Uint8Array;
  export default bytes;
}
