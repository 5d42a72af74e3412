import { exactMoney } from '../../../shared/format/formats.ts';
import { readable, readableWords } from '../../../../../shared/shown/names.ts';
import { isTokenUnit, perMillion, units } from '../../../shared/format/units.ts';
import { Chip } from '../../../shared/ui/chip.tsx';
import type { Column } from '../../../shared/ui/data-table.tsx';
import { ViewLink } from '../../../shared/view/view-link.tsx';
import { Condition } from '../shared/condition.tsx';
import { bookInstant, type Price } from '../shared/price.ts';
import { scopeText } from '../shared/scope.tsx';
import { sourceNames } from '../shared/sources.ts';
import styles from './book.module.css';
import { NarrowLink } from './narrow-link.tsx';

export const columns: readonly Column<Price>[] = [
  {
    name: 'card',
    heading: 'Rate card',
    help: 'rate-card',
    groupHeading: true,
    cell: ({ provider, model, task_type: task, organization_id: contractOf }) => (
      <span className={styles['card']}>
        {model === null ? (
          'Any model'
        ) : (
          <NarrowLink provider={provider} model={model}>
            {model}
          </NarrowLink>
        )}
        <span className={styles['aside']}>
          <NarrowLink provider={provider}>{readable(provider)}</NarrowLink>
          {task !== null && ` · only ${readableWords(task)}`}
        </span>
        {contractOf !== null && <Chip kind="info">Contract</Chip>}
      </span>
    ),
  },
  {
    name: 'unit',
    heading: 'Charged for',
    cell: (price) => (
      <>
        <ViewLink to={`/prices/${price.id}`} className={styles['unit']}>
          {units[price.pricing_model].name}
          <span className="visually-hidden"> of {scopeText(price)}</span>
        </ViewLink>
        <Condition price={price} />
      </>
    ),
  },
  {
    name: 'million',
    heading: (
      <>
        Per million
        <br /> tokens
      </>
    ),
    numeric: true,
    cell: ({ cost_per_unit: cost, pricing_model: unit }) =>
      isTokenUnit(unit) ? exactMoney(perMillion(cost)) : '',
  },
  {
    name: 'exact',
    heading: (
      <>
        Exactly,
        <br /> per unit
      </>
    ),
    numeric: true,
    cell: ({ cost_per_unit: cost, pricing_model: unit }) => (
      <span className={isTokenUnit(unit) ? styles['exact'] : undefined}>{exactMoney(cost)}</span>
    ),
  },
  {
    name: 'since',
    heading: 'In force since',
    help: 'in-force',
    cell: ({ effective_date: from, end_date: until }) => (
      <>
        {from === null ? 'always' : bookInstant(from)}
        {until !== null && <span className={styles['aside']}> until {bookInstant(until)}</span>}
      </>
    ),
  },
  {
    name: 'source',
    heading: 'Source',
    cell: ({ source, is_inferred: isInferred }) => (
      <>
        {sourceNames[source]} {isInferred && <Chip kind="warning">Inferred</Chip>}
      </>
    ),
  },
];
