import { expect, test } from '@jest/globals';
import { requestedStages } from '../../lib/stage.ts';

test('without a wish, all stages', () => {
  expect(requestedStages(undefined)).toEqual(['dev', 'prod']);
});

test('one stage by its name', () => {
  expect(requestedStages('prod')).toEqual(['prod']);
});

test('another name is refused, saying which there are', () => {
  expect(() => requestedStages('production')).toThrow('must be one of dev, prod; it is "production"');
});
