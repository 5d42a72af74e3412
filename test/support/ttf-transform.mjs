// Jest's counterpart of esbuild's binary loader: a .ttf file is a module whose default export is its bytes.
import { readFileSync } from 'node:fs';

export default {
  process: (_text, file) => ({
    code: `export default new Uint8Array(Buffer.from(${JSON.stringify(readFileSync(file).toString('base64'))}, 'base64'));`,
  }),
};
