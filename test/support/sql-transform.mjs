// Jest's counterpart of esbuild's text loader: a .sql file is a module whose default export is its text.
export default {
  process: (text) => ({ code: `export default ${JSON.stringify(text)};` }),
};
