import type pg from 'pg';
import * as z from 'zod';
import { sqlFile } from './sql-file.ts';

const ORGANIZATIONS = 200;
/** In history.sql too. */
export const USERS = 50;

const organizationsSchema = z.array(z.object({ id: z.string(), reached: z.number() }));

export interface Organization {
  readonly id: string;
  /** The share of all executions that this organization and all busier ones have. */
  readonly reached: number;
}

/** Creates organizations with baselines, a member, list prices and a few contracts. @returns the busiest first */
export async function createPopulation(
  admin: pg.Client,
  organizations = ORGANIZATIONS,
): Promise<Organization[]> {
  await admin.query('create schema bench');
  await admin.query('create table bench.organizations (rank integer, id uuid, reached double precision)');
  await admin.query(sqlFile('./population.sql', import.meta.url), [organizations]);
  await admin.query(sqlFile('./prices.sql', import.meta.url));
  const { rows } = await admin.query('select id, reached from bench.organizations order by rank');
  return organizationsSchema.parse(rows);
}
