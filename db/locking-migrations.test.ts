import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { knownMigrations, type Migration } from './known-migrations'

/** The newest step of 0.1.0, which upgrades start from. */
const RELEASED = '0023_alert_hedges'

/** The tables that a statement makes. */
const made = (statement: string) => /^\s*create table "?(\w+)"?/i.exec(statement)?.[1]
/** Table → what keeps others from it for as long as it has rows to look at; null for a statement that is over at once. */
function holds(statement: string): { table: string; what: string } | null {
  const text = statement.replace(/^\s*--.*$/gm, '').trim()
  const index = /^create (?:unique )?index (?!concurrently)(?:if not exists )?"?\w+"? on (?:"?public"?\.)?"?(\w+)"?/i.exec(
    text,
  )?.[1]
  if (index) return { table: index, what: 'index' }
  const [, table, change = ''] = /^alter table (?:if exists )?(?:only )?(?:"?public"?\.)?"?(\w+)"?\s+([\s\S]*)$/i.exec(text) ?? []
  if (table && /^add constraint/i.test(change) && !/not valid/i.test(change)) return { table, what: 'constraint' }
  if (
    table &&
    /set data type|\btype\b|set not null|generated always as \(|default (now|clock_timestamp|gen_random_uuid|random)/i.test(
      change,
    )
  )
    return { table, what: 'rewriting' }
  const rows = /^(?:with [\s\S]+)?(?:update|delete from|insert into) (?:"?public"?\.)?"?(\w+)"?/i.exec(text)?.[1]
  return rows ? { table: rows, what: 'rows' } : null
}

/** Steps that keep a running version from tables that it uses, for longer than a moment. */
function locking(steps: readonly Pick<Migration, 'tag' | 'statements'>[]): string[] {
  const fresh = new Set(steps.flatMap(({ statements }) => statements.flatMap((statement) => made(statement) ?? [])))
  return steps.flatMap(({ tag, statements }) =>
    statements.some((statement) => {
      const held = holds(statement)
      return held !== null && !fresh.has(held.table)
    })
      ? [tag]
      : [],
  )
}

describe('migrations since the last release', () => {
  it('that could hold a table for long are told of in docs/operating.md, and no others', () => {
    const known = knownMigrations()
    const steps = known.slice(known.findIndex(({ tag }) => tag === RELEASED) + 1)
    expect(steps.length).toBeGreaterThan(0)
    const told = [...readFileSync('docs/operating.md', 'utf8').matchAll(/^\| `(\d{4}_\w+)` \|/gm)].map(([, tag]) => tag)
    expect(told).toEqual(locking(steps))
  })

  it.each([
    ['an index on a table that is there', ['create index "a" on "flows" using btree ("at")'], true],
    ['one that is built beside its use', ['create index concurrently "a" on "flows" ("at")'], false],
    ['an index on a table of its own', ['create table "new" ("id" int)', 'create index "a" on "new" ("id")'], false],
    ['a column without a value', ['alter table "flows" add column "x" text'], false],
    ['a column with another in each row', ['alter table "flows" add column "x" uuid default gen_random_uuid()'], true],
    ['another type', ['ALTER TABLE "flows" ALTER COLUMN "x" SET DATA TYPE numeric'], true],
    ['a foreign key', ['ALTER TABLE "flows" ADD CONSTRAINT "k" FOREIGN KEY ("x") REFERENCES "y"("id")'], true],
    ['rows', ['update "flows" set "x" = 1'], true],
    ['a policy', ['create policy "p" on "flows" using (true)'], false],
  ])('%s', (_what, statements, expected) => {
    expect(locking([{ tag: 'x', statements }])).toEqual(expected ? ['x'] : [])
  })
})
