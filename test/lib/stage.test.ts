import { expect, test } from '@jest/globals';
import type { StageFile } from '../../lib/stage/stage-file.ts';
import { requestedStages, stageSettings } from '../../lib/stage.ts';
import { SECRET } from './stage-files.ts';
import { templatesOf } from './synthesized.ts';

test('without a wish, all stages', () => {
  expect(requestedStages(undefined)).toEqual(['dev', 'prod']);
});

test('one stage by its name', () => {
  expect(requestedStages('prod')).toEqual(['prod']);
});

test('another name is refused, saying which there are', () => {
  expect(() => requestedStages('production')).toThrow(
    'must be dev or prod, or a cell of one such as prod-1; it is "production"',
  );
});

test.each(['prod-1', 'prod-eu', 'dev-a'])('%s is a cell', (name) => {
  expect(requestedStages(name)).toEqual([name]);
});

test.each(['prod-', 'prod-EU', 'prod-123', 'test-1', 'prod1', '', 1, null])('%j is none', (name) => {
  expect(() => requestedStages(name)).toThrow('Context "stage" must be');
});

test('a cell comes as its stage does, with its own file', () => {
  expect(stageSettings('prod-1')).toEqual({ ...stageSettings('prod'), name: 'prod-1' });
  expect(stageSettings('dev-1', { protected: true })).toEqual({
    ...stageSettings('dev'),
    name: 'dev-1',
    protected: true,
  });
});

const namesIn = (template: object) =>
  Array.from(
    JSON.stringify(template).matchAll(
      /"(?:QueueName|FunctionName|UserPoolName|DBClusterIdentifier|AlarmName|DashboardName|Name)":"(payback-[^"]+)"/g,
    ),
    ([, name]) => name,
  );

test('two cells of a stage share no name', async () => {
  const [prod, cell] = [await templatesOf('prod'), await templatesOf('prod-1')];
  const [ofProd, ofCell] = [prod, cell].map(({ data, service }) =>
    [data, service].flatMap((template) => namesIn(template.toJSON())),
  );
  expect(ofProd?.length).toBeGreaterThan(20);
  expect(ofCell).toEqual(ofProd?.map((name) => name?.replace('payback-prod', 'payback-prod-1')));
  // What ends in the stack's id has a fixed length of it.
  expect(JSON.stringify(cell.data.toJSON())).toContain('"payback-prod-1-tombstones"');
  expect('payback-prod-xx-tombstones-'.length + 36).toBeLessThanOrEqual(63);
});

test('a cell takes the secret of user hashes that it is given, and makes none', async () => {
  const secrets = async (settings: StageFile) => {
    const { data, service } = await templatesOf('prod-1', settings);
    return {
      made: Object.keys(data.findResources('AWS::SecretsManager::Secret')).filter((id) =>
        id.startsWith('UserHash'),
      ),
      taken: Object.values(service.findResources('AWS::Lambda::Function')).filter((each) =>
        JSON.stringify(each).includes(`"USER_HASH_SECRET_ARN":"${SECRET}"`),
      ).length,
    };
  };
  expect(await secrets({})).toEqual({ made: [expect.any(String)], taken: 0 });
  const given = await secrets({ userHashSecretArn: SECRET });
  expect(given.made).toEqual([]);
  expect(given.taken).toBeGreaterThan(1);
});
