import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnUserPoolGroup,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  UserPool,
  type UserPoolClient,
  type UserPoolDomain,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { acknowledge } from '../checks/acknowledge.ts';
import type { StageSettings } from '../stage.ts';

/**
 * Who people and machines are. Memberships in the database name the subjects of this pool, so it has to live exactly
 * as long as the data.
 */
export class Identity extends Construct {
  readonly userPool: UserPool;
  /** Where people sign in. */
  readonly domain: UserPoolDomain;
  /** A program: client credentials. Becomes a member of an organization by its client id, as a person by the subject. */
  readonly machineClient: UserPoolClient;

  constructor(scope: Construct, id: string, stage: StageSettings) {
    super(scope, id);
    this.userPool = new UserPool(this, 'UserPool', {
      userPoolName: `payback-${stage.name}`,
      // Accounts give access to an employer's costs: they are handed out, not taken.
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      autoVerify: { email: true },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 12,
        requireDigits: true,
        requireLowercase: true,
        requireSymbols: true,
        requireUppercase: true,
        tempPasswordValidity: Duration.days(3),
      },
      deletionProtection: stage.protected,
      removalPolicy: stage.protected ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    acknowledge(this.userPool, {
      'AwsSolutions-COG8':
        'The Plus plan adds risk scores at 0.02 USD per user and month. Nobody signs up here and a second factor is required, which is what it would ask for at risk.',
    });
    new CfnUserPoolGroup(this, 'Operators', {
      userPoolId: this.userPool.userPoolId,
      groupName: 'operators',
      description: 'Platform operators: create organizations, write list prices',
    });
    this.domain = this.userPool.addDomain('Domain', {
      cognitoDomain: { domainPrefix: `payback-${stage.name}-${Aws.ACCOUNT_ID}` },
    });

    const access = new ResourceServerScope({ scopeName: 'api', scopeDescription: 'Use the API' });
    const server = this.userPool.addResourceServer('Api', { identifier: 'payback', scopes: [access] });
    this.machineClient = this.userPool.addClient('Machine', {
      generateSecret: true,
      authFlows: {},
      oAuth: { flows: { clientCredentials: true }, scopes: [OAuthScope.resourceServer(server, access)] },
      enableTokenRevocation: true,
      accessTokenValidity: Duration.hours(1),
    });
  }
}
