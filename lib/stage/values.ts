import * as z from 'zod';

// Kinds of values of a stage's file. Each says what is allowed; the message follows the setting's name.

/** @returns a section whose unknown settings are refused, naming those that there are */
export function section<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `has no setting ${issue.keys.join(', ')}; there are ${Object.keys(shape).join(', ')}`
        : 'must be an object in braces',
  });
}

export const flag = z.boolean('must be true or false');

export function whole(least: number, most: number) {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.int({ error }).min(least, { error }).max(most, { error });
}

export function wholeOrNull(least: number, most: number) {
  const error = `must be a whole number from ${least} to ${most}, or null`;
  return z.int({ error }).min(least, { error }).max(most, { error }).nullable();
}

/** Aurora capacity units. */
export function capacityUnits(least: number) {
  const error = `must be a number from ${least} to 256 in steps of 0.5`;
  return z.number({ error }).min(least, { error }).max(256, { error }).multipleOf(0.5, { error });
}

export const oneOf = <const Values extends readonly string[]>(...values: Values) =>
  z.enum(values, { error: `must be one of ${values.join(', ')}` });

/** Text of a form. @param example one that is allowed */
const text = (form: RegExp, example: string) => {
  const error = `must be like ${example}`;
  return z.string({ error }).regex(form, { error });
};

export const domainName = text(
  /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/,
  'payback.example.com',
);
export const emailAddress = text(/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/, 'on-call@example.com');
export const httpsUrl = text(/^https:\/\/[^\s/]+\S*$/, 'https://example.com/path');
export const certificateArn = text(
  /^arn:aws[\w-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/,
  'arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d-4e5f',
);
/** CloudFront takes those of one region alone, wherever the stage is. */
export const edgeCertificateArn = text(
  /^arn:aws[\w-]*:acm:us-east-1:\d{12}:certificate\/[\w-]+$/,
  'arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d-4e5f (CloudFront takes certificates of us-east-1 alone)',
);
export const edgeWebAclArn = text(
  /^arn:aws[\w-]*:wafv2:us-east-1:\d{12}:global\/webacl\/[\w-]+\/[\w-]+$/,
  'arn:aws:wafv2:us-east-1:123456789012:global/webacl/name/0a1b2c3d-4e5f (a web ACL of CloudFront, which is of us-east-1)',
);
export const roleArn = text(
  /^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
  'arn:aws:iam::123456789012:role/router',
);
export const secretArn = text(
  /^arn:aws[\w-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+$/,
  'arn:aws:secretsmanager:eu-west-1:123456789012:secret:sign-in-AbCdEf',
);
export const vpcId = text(/^vpc-[0-9a-f]{8,17}$/, 'vpc-0123456789abcdef0');
export const subnetId = text(/^subnet-[0-9a-f]{8,17}$/, 'subnet-0123456789abcdef0');
export const routeTableId = text(/^rtb-[0-9a-f]{8,17}$/, 'rtb-0123456789abcdef0');
export const zoneName = text(/^[a-z]{2}(-[a-z]+)+-\d[a-z]$/, 'eu-west-1a');
export const providerName = text(/^[A-Za-z0-9_-]{3,32}$/, 'Example (3 to 32 letters, digits, - and _)');
export const objectUrl = text(
  /^https:\/\/[a-z0-9.-]+\.s3\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\/\S+$/,
  'https://bucket.s3.eu-west-1.amazonaws.com/prices.json: functions reach nothing else',
);

export const nonEmptyText = text(/^\S+$/, '0oa1b2c3');

export const listOf = <Item extends z.ZodType>(item: Item) =>
  z
    .array(item, { error: 'must be a list in brackets' })
    .refine((items) => new Set(items).size === items.length, { error: 'must name each one once' });
