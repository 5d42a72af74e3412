import { createDeployment, type Deployment } from '../../local/cloudformation/deployment.ts';
import { readStack } from '../../local/cloudformation/template.ts';

const endpoints = {
  sqsEndpoint: 'http://127.0.0.1:4566',
  databaseHost: '127.0.0.1',
  databasePort: 5432,
  issuerUrl: 'http://127.0.0.1:9000',
  dashboardHost: 'localhost:3000',
};

/** A deployment of one stack with the given resources, for tests of one part at a time. */
export function smallDeployment(
  resources: Readonly<Record<string, { Type: string; Properties?: object }>>,
  overrides: Partial<typeof endpoints> = {},
): Deployment {
  return createDeployment([readStack('Small', { Resources: resources })], { ...endpoints, ...overrides });
}
