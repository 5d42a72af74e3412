import { Vpc, type IVpc } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { StageSettings } from '../stage.ts';

/** A network that is there already, by its ids alone: synth asks no account. */
export function existingVpc(
  scope: Construct,
  id: string,
  { id: vpcId, subnets }: NonNullable<StageSettings['network']['vpc']>,
): IVpc {
  // Subnets are matched with zones by their place, so those of one zone may not stand apart.
  const sorted = subnets.toSorted((left, right) => left.zone.localeCompare(right.zone));
  return Vpc.fromVpcAttributes(scope, id, {
    vpcId,
    availabilityZones: sorted.map(({ zone }) => zone),
    isolatedSubnetIds: sorted.map((subnet) => subnet.id),
    isolatedSubnetRouteTableIds: sorted.map(({ routeTable }) => routeTable),
  });
}
