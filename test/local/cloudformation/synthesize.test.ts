import { expect, test } from '@jest/globals';
import { synthesize } from '../../../local/cloudformation/synthesize.ts';
import { limit } from '../../support/limits.ts';

test(
  'what keeps a deployment from being synthesized is told, with what its process wrote',
  async () => {
    await expect(synthesize('/dev/null/build')).rejects.toThrow(
      /^The deployment could not be synthesized \(exit code 1\): .*ENOTDIR/s,
    );
  },
  limit(60),
);
