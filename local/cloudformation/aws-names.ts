/** What stands for the account and region wherever the template or an SDK asks. fauxqs fixes the account. */
export const REGION = 'us-east-1';
export const ACCOUNT_ID = '000000000000';

/** Values of the template's pseudo parameters. */
export const pseudoParameters = {
  'AWS::AccountId': ACCOUNT_ID,
  'AWS::Region': REGION,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  // One for all stacks: only what becomes of its last part is asked for.
  'AWS::StackId': `arn:aws:cloudformation:${REGION}:${ACCOUNT_ID}:stack/payback/local`,
} as const;

export const arn = (service: string, resource: string) =>
  `arn:aws:${service}:${REGION}:${ACCOUNT_ID}:${resource}`;
