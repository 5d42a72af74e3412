import type { ReactNode } from 'react';
import { day, exactMoney, instant } from '../../../shared/format/formats.ts';
import { readable, readableWords } from '../../../../../shared/shown/names.ts';
import { fullPrice, units } from '../../../shared/format/units.ts';
import { useOrganization } from '../../../shared/organization/organization-context.ts';
import { Card } from '../../../shared/ui/card.tsx';
import { Help } from '../../../shared/ui/help.tsx';
import { ViewLink } from '../../../shared/view/view-link.tsx';
import { conditionOf } from '../shared/condition.tsx';
import { timeInForce, type Price } from '../shared/price.ts';
import { sourceNames } from '../shared/sources.ts';
import styles from './price.module.css';

const inferred =
  'The source does not list this model. It is priced like the model whose name is the beginning of its own, which may be wrong.';

/** What a price says. */
export function Facts({ price }: { readonly price: Price }) {
  const organization = useOrganization();
  const { provider, model, task_type: task, pricing_model: unit, cost_per_unit: cost } = price;
  const facts: readonly (readonly [string, ReactNode])[] = [
    ['Exactly', `${exactMoney(cost)} per ${units[unit].one}`],
    [
      'Scope',
      price.organization_id === null
        ? 'List price, for all organizations'
        : `Contract of ${organization.name}`,
    ],
    [
      'Rate card',
      <ViewLink key="card" to="/prices" changes={{ provider, model: model ?? undefined }}>
        {model ?? 'Any model'} of {readable(provider)}
      </ViewLink>,
    ],
    ['Task type', task === null ? 'Any' : readableWords(task)],
    ['Applies', conditionOf(price) ?? 'to inputs of any length, at any time of day'],
    [
      'In force',
      <>
        {timeInForce(price)} <Help term="in-force" />
      </>,
    ],
    ['Source', sourceNames[price.source]],
    ...(price.confirmed_on === null ? [] : [['Confirmed', `for ${day(price.confirmed_on)}`] as const]),
    ...(price.is_inferred ? [['Inferred', inferred] as const] : []),
    ['Entered', `${instant(price.created_at, organization.time_zone)}, by ${price.created_by}`],
    ...(price.notes === null || price.notes === '' ? [] : [['Notes', price.notes] as const]),
  ];
  return (
    <Card title="The price">
      <p className={styles['price']}>{fullPrice(cost, unit)}</p>
      <dl className={styles['facts']}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
