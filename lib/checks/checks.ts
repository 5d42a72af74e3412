import { CloudFormationValidatePlugin, Validations, type App } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';

/**
 * Makes `synth` fail on any finding of CloudFormation's own validation (warnings too: cdk.json sets
 * strictCfnValidateErrors) and of cdk-nag's AwsSolutions. Takes about 2 s for both stages, which `npm start`,
 * deploying nothing, does without.
 */
export function addChecks(app: App): void {
  Validations.of(app).addPlugins(
    new CloudFormationValidatePlugin(),
    new AwsSolutionsChecks(app, { verbose: true }),
  );
}
