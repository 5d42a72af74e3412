// Generated from limits.sql by npm run statements.
import { number, text } from '../database/parameters.ts';
import { statement } from '../database/statement.ts';

export interface TakePlacesRow {
  readonly of_person: boolean;
  readonly of_organization: boolean;
}

export const takePlaces = statement<TakePlacesRow>()({
  name: 'shared/http/limits.sql take_places',
  parameters: { kind: text, organizationId: text, mostOfOrganization: number, mostOfPerson: number },
  notNull: ['of_person', 'of_organization'],
  text: `select
  taken.of_person as "of_person",
  case when taken.of_person then take_place('organization ' || $1 || ' ' || $2, $3::integer)
  else false end as "of_organization"
from (
  select take_place('person ' || $1 || ' ' || current_subject(), $4::integer) as of_person offset 0
) as taken`,
});
