import { RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { Secret, type ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { acknowledge } from './checks/acknowledge.ts';
import { Archive } from './data/archive.ts';
import { AccessLogs } from './data/access-logs.ts';
import { Database } from './data/database.ts';
import { Identity } from './data/identity.ts';
import { Network } from './data/network.ts';
import { Tombstones } from './data/tombstones.ts';
import type { StageSettings } from './stage.ts';

/** What must survive: the data, the keys to it, and the identities that it names. Changes rarely. */
export class DataStack extends Stack {
  readonly network: Network;
  readonly database: Database;
  readonly identity: Identity;
  readonly tombstones: Tombstones;
  readonly archive: Archive;
  readonly accessLogs: AccessLogs;
  /** Key of the hashes that stand for users. */
  readonly userHashSecret: ISecret;

  constructor(scope: Construct, id: string, stage: StageSettings, props?: StackProps) {
    super(scope, id, { ...props, terminationProtection: stage.protected });
    this.network = new Network(this, 'Network', stage);
    this.database = new Database(this, 'Database', stage, this.network);
    this.identity = new Identity(this, 'Identity', stage);
    this.tombstones = new Tombstones(this, 'Tombstones', stage);
    this.archive = new Archive(this, 'Archive', stage);
    this.accessLogs = new AccessLogs(this, 'AccessLogs', stage);
    this.userHashSecret = userHashSecret(this, stage);
  }
}

/** Its own, or that of the stage whose organizations move to this cell. */
function userHashSecret(scope: Construct, stage: StageSettings): ISecret {
  if (stage.userHashSecretArn !== undefined) {
    return Secret.fromSecretCompleteArn(scope, 'UserHashSecret', stage.userHashSecretArn);
  }
  const secret = new Secret(scope, 'UserHashSecret', {
    description: 'Keys the hashes of user ids. Never change it: every user would become a new one.',
    generateSecretString: { passwordLength: 64, excludePunctuation: true },
    removalPolicy: stage.protected ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  acknowledge(secret, {
    'AwsSolutions-SMG4':
      'Rotating the key would change the hash of every user: their history would fall apart and active users would be counted twice. Only its disclosure justifies a change.',
  });
  return secret;
}
