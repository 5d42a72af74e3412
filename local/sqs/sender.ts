import { createHash } from 'node:crypto';

const BASE_32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The unique id of an IAM user as AWS would give the owner of an access key: here each access key is a user of its own. */
export function senderOf(accessKeyId: string): string {
  const hash = createHash('sha256').update(accessKeyId).digest();
  return `AIDA${[...hash.subarray(0, 17)].map((byte) => BASE_32[byte % 32]).join('')}`;
}

const CREDENTIAL = /\bCredential=([^/,\s]{1,128})\//;
/** Who sends without a signature; AWS would take nothing from them. */
const ANONYMOUS = 'AIDAANONYMOUSANONYMOUS';

/** Whom SQS attests as the sender of a request. @param authorization the header of AWS Signature Version 4 */
export function attestedSender(authorization: string | undefined): string {
  const accessKeyId = CREDENTIAL.exec(authorization ?? '')?.[1];
  return accessKeyId === undefined ? ANONYMOUS : senderOf(accessKeyId);
}
