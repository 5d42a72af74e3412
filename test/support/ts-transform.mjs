// Types become blanks, as when Node runs these files: every line and column of a test run is that of the source.
import { stripTypeScriptTypes } from 'node:module';

export default {
  process: (text) => ({ code: stripTypeScriptTypes(text) }),
};
