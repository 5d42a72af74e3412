import { expect, test } from '@jest/globals';
import { limit } from './limits.ts';
import { createProcessGroups } from './process-group.ts';

/** Starts another process in a session of its own, which nobody stops, and says so with its exit code. */
const leaves = `
  require('node:child_process').spawn('sleep', ['601'], { detached: true, stdio: 'ignore' }).unref();`;

const onLinux = process.platform === 'linux' ? test : test.skip;

onLinux('what a command has left behind is found, named and killed', async () => {
  const groups = createProcessGroups(import.meta.dirname);
  expect(await groups.run([process.execPath, '--eval', leaves])).toBe(true);
  expect(await groups.end(0)).toEqual([expect.stringMatching(/^\d+ sleep 601 $/)]);
  expect(await groups.end(limit(10))).toEqual([]);
});

onLinux('a command that is running is asked to end', async () => {
  const groups = createProcessGroups(import.meta.dirname);
  const running = groups.run(['sleep', '602']);
  expect(await groups.end(limit(10))).toEqual([]);
  expect(await running).toBe(false);
});
