import { SecretValue } from 'aws-cdk-lib';
import {
  ProviderAttribute,
  UserPoolClientIdentityProvider,
  UserPoolIdentityProviderOidc,
  UserPoolIdentityProviderSaml,
  UserPoolIdentityProviderSamlMetadata,
  type UserPool,
} from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import type { StageSettings } from '../stage.ts';

const SAML_EMAIL = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress';

/** Who signs people in besides, or instead of, accounts of the pool. @returns what a client offers */
export function identityProviders(
  scope: Construct,
  userPool: UserPool,
  signIn: StageSettings['signIn'],
): UserPoolClientIdentityProvider[] {
  if (signIn === undefined) return [UserPoolClientIdentityProvider.COGNITO];
  const { name } = signIn;
  if (signIn.type === 'saml') {
    new UserPoolIdentityProviderSaml(scope, 'Saml', {
      userPool,
      name,
      metadata: UserPoolIdentityProviderSamlMetadata.url(signIn.metadataUrl),
      attributeMapping: { email: ProviderAttribute.other(signIn.emailAttribute ?? SAML_EMAIL) },
    });
  } else {
    new UserPoolIdentityProviderOidc(scope, 'Oidc', {
      userPool,
      name,
      issuerUrl: signIn.issuerUrl,
      clientId: signIn.clientId,
      // The template names the secret: CloudFormation reads it.
      clientSecret: SecretValue.secretsManager(signIn.clientSecretArn).unsafeUnwrap(),
      scopes: ['openid', 'email'],
      attributeMapping: { email: ProviderAttribute.other('email') },
    });
  }
  const provider = UserPoolClientIdentityProvider.custom(name);
  return signIn.localAccounts ? [provider, UserPoolClientIdentityProvider.COGNITO] : [provider];
}
