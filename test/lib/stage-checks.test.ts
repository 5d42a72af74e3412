import { expect, test } from '@jest/globals';
import * as z from 'zod';
import { addChecks } from '../../lib/checks/checks.ts';
import type { StageFile } from '../../lib/stage/stage-file.ts';
import { bare, EDGE_CERTIFICATE, full, network, WEB_ACL } from './stage-files.ts';
import { appOf, templatesOf } from './synthesized.ts';

test.each(['dev', 'prod'] as const)(
  '%s stays within what CloudFormation takes, with everything in it',
  async (stage) => {
    for (const template of Object.values(await templatesOf(stage, full))) {
      const json: unknown = template.toJSON();
      const { Resources } = z.object({ Resources: z.record(z.string(), z.unknown()) }).parse(json);
      // 500 of one stack and 1 MB; room for an upgrade that has the old and the new.
      expect(Object.keys(Resources).length).toBeLessThan(475);
      expect(JSON.stringify(json).length).toBeLessThan(900_000);
    }
  },
);

const edge: StageFile = {
  domain: { dashboard: { name: 'payback.example.com', certificateArn: EDGE_CERTIFICATE } },
};
test.each([
  ['dev', 'everything', full],
  ['prod', 'everything', full],
  ['dev', 'as little as possible', bare],
  ['prod', 'as little as possible', bare],
  // What is accepted of the checks hangs on single settings.
  ['prod', 'a domain of the dashboard, without a firewall', edge],
  ['dev', 'a firewall, without a domain', { firewall: { webAclArn: WEB_ACL } }],
  ['dev', 'a network with a proxy, and no readers', { ...network, database: { proxy: true, readers: 0 } }],
  ['prod', 'readers without a proxy', { database: { proxy: false, readers: 2 }, liveUpdates: false }],
] as const)('%s passes cdk-nag and the strict validation with %s', async (stage, _what, settings) => {
  const app = await appOf(stage, settings);
  addChecks(app);
  expect(() => app.synth()).not.toThrow();
});
