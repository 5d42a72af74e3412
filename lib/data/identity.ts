import { Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnUserPoolGroup,
  Mfa,
  ResourceServerScope,
  UserPool,
  type UserPoolClientIdentityProvider,
  type UserPoolDomain,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { API_SCOPE } from '../../shared/http/authorization-contract.ts';
import { acknowledge } from '../checks/acknowledge.ts';
import type { StageSettings } from '../stage.ts';
import { identityProviders } from './sign-in.ts';

/**
 * Who people are. Memberships in the database name the subjects of this pool, so it has to live exactly
 * as long as the data.
 */
export class Identity extends Construct {
  readonly userPool: UserPool;
  /** Who signs people in, for the clients that they sign in with. */
  readonly providers: readonly UserPoolClientIdentityProvider[];
  /** Where people sign in. */
  readonly domain: UserPoolDomain;

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

    this.providers = identityProviders(this, this.userPool, stage.signIn);
    this.userPool.addResourceServer('Api', {
      identifier: API_SCOPE.server,
      scopes: [new ResourceServerScope({ scopeName: API_SCOPE.scope, scopeDescription: 'Use the API' })],
    });
    this.keepMachineClient();
  }

  /**
   * The client of programs, before organizations had API keys. It can no longer get a token, and its tokens no longer
   * count. The service stack of the version before imports its id, which CloudFormation therefore does not let go:
   * remove it once every deployment has a later version.
   */
  private keepMachineClient(): void {
    const client = this.userPool.addClient('Machine', {
      generateSecret: true,
      authFlows: {},
      disableOAuth: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.hours(1),
    });
    Stack.of(this).exportValue(client.userPoolClientId);
  }
}
