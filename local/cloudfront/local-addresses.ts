import { REGION } from '../cloudformation/aws-names.ts';

const BUCKET = new RegExp(`https://[\\w.-]+\\.s3\\.${REGION}\\.amazonaws\\.com`, 'g');
const SIGN_IN = new RegExp(`https://[\\w-]+\\.auth\\.${REGION}\\.amazoncognito\\.com`, 'g');

/** What stands here for what browsers ask besides the dashboard's own address. */
export interface LocalAddresses {
  /** Where every bucket is. */
  readonly s3Endpoint: string;
  /** Where people sign in. */
  readonly issuerUrl: string;
}

/** A text for browsers, with the addresses of here. */
export const withLocalAddresses = (text: string, { s3Endpoint, issuerUrl }: LocalAddresses): string =>
  text.replaceAll(BUCKET, () => s3Endpoint).replaceAll(SIGN_IN, () => issuerUrl);
