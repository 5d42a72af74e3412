import { RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { StageSettings } from '../stage.ts';

/** Who asked the API and the WebSocket API what. Here, as it is asked for also after what answered is gone. */
export class AccessLogs extends Construct {
  readonly api: LogGroup;
  readonly live: LogGroup;

  constructor(scope: Construct, id: string, stage: StageSettings) {
    super(scope, id);
    const group = (name: string) =>
      new LogGroup(this, name, {
        retention: stage.logRetention,
        removalPolicy: stage.protected ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      });
    this.api = group('Api');
    this.live = group('Live');
  }
}
