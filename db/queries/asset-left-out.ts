import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { boundOfBits, exposureBounds, PLAIN_WALLETS } from '@/server/domain/bound'
import { isWhole, type TagRule, wholeAccounts } from '@/server/domain/tags/tag'
import type { AssetSums } from '@/server/domain/views'
import { TAGS_JOINED_BY } from './asset-order'
import type { AssetQuery } from './asset-query'

/**
 * An account that may hold rows of a table that nobody knows: one that was never read, or whose wallets were not all. It
 * makes sums less than all also where none of its rows is there: a wallet that cannot be read any more has none.
 */
export const leftOutRow = z
  .tuple([z.string(), z.string(), z.string(), z.string(), z.number(), z.number()])
  .transform(([id, name, exchange, main, bits, positionBits]) => ({ id, name, exchange, main, bits, positionBits }))
export type LeftOutAccount = z.output<typeof leftOutRow>

/** As many accounts as are named. */
const FIRST = 3

/** What sums over positions of a snapshot are to all of them: wallets that hold coins alone leave none out. */
export function positionBits(snapshot: SQL): SQL {
  const plain = sql.raw(PLAIN_WALLETS.map((wallet) => `'${wallet}'`).join())
  return sql`case when ${snapshot}.bound is null then 0 when ${snapshot}.bound >> 2 = 3 or exists (
    select from jsonb_array_elements(${snapshot}.not_included) w
    where w->'unopened' is distinct from 'true'::jsonb and w->>'wallet' not in (${plain})
  ) then ${snapshot}.bound >> 2 else 0 end`
}

/** Whether a view shows nothing but positions. */
function showsPositionsAlone({ types, filter }: AssetQuery): boolean {
  const { sides, markets, marginModes, losing, nearerThan } = filter
  const narrowed = sides.length + markets.length + marginModes.length > 0 || losing || nearerThan !== null
  return narrowed || types?.every((type) => type === 'position') === true
}

/**
 * The accounts, in their order, that the view may lack rows of, as JSON. A word of a search that names an account or an
 * exchange is of those alone; any other may stand in a row that nobody knows.
 */
export function leftOutAccounts(query: AssetQuery): SQL {
  const { types, tagged } = query
  if (types?.length === 0) return sql`'[]'::json`
  const bits = showsPositionsAlone(query) ? sql`h.position_bits` : sql`h.bits`
  const rules = tagged?.filter((rule) => !isWhole(rule)) ?? []
  const anyone = tagged === null || rules.some(({ accountId }) => accountId === null)
  const ids = [...rules.flatMap(({ accountId }) => accountId ?? []), ...wholeAccounts({ rules: tagged ?? [] })]
  const taken = anyone
    ? sql``
    : sql`and c.id::text = any(array(select json_array_elements_text(${JSON.stringify(ids)}::text::json)))`
  return sql`(${wordsAreOf(query)}
    select coalesce(json_agg(json_build_array(c.id, c.name, c.exchange, coalesce(c.parent_id, c.id),
      coalesce(h.bits, 1), coalesce(h.position_bits, 1)) order by c.place), '[]')
    from chosen c left join h on h.place = c.place
    where (h.place is null or ${bits} > 0) ${taken} ${
      query.words.length === 0
        ? sql``
        : sql`and (
      exists (select from called where called.place = c.place and called.searched) or exists (select from shown where shown.place = c.place and not dust)
    )`
    }
  )`
}

/** `called`: the accounts, and whether those words of the search that name any account or exchange name this one. */
function wordsAreOf({ words, names }: AssetQuery): SQL {
  if (words.length === 0) return sql``
  const has = (word: string) => sql`strpos(text, ${word}::text collate "C") > 0`
  return sql`with called as (
    select place, ${sql.join(
      words.map((word) => sql`(${has(word)} or not bool_or(${has(word)}) over ())`),
      sql` and `,
    )} as searched
    from (
      select c.place, lower((c.name || ' ' || coalesce(known.value, c.exchange)) collate "people") collate "C" as text
      from chosen c left join (
        select p->>0 as key, p->>1 as value from json_array_elements(${JSON.stringify(names.exchanges)}::text::json) p
      ) known on known.key = c.exchange
    ) texts
  )`
}

/** Whether what is not known of an account may belong to a group. */
export function mayHold({ id, exchange, main }: LeftOutAccount, { groupBy, tags }: AssetQuery, key: string): boolean {
  switch (groupBy) {
    case 'account':
      return key === id
    case 'main':
      return key === main
    case 'exchange':
      return key === exchange
    case 'tag':
      return key === ''
        ? tags.every(({ rules }) => !wholeAccounts({ rules }).includes(id))
        : key.split(TAGS_JOINED_BY).every((tag) => mayTake(tags.find((known) => known.id === tag)?.rules ?? [], id))
    default:
      return true
  }
}

function mayTake(rules: readonly TagRule[], id: string): boolean {
  return rules.some((rule) => rule.accountId === id || (rule.accountId === null && !isWhole(rule)))
}

/** Bounds of sums that lack rows of these accounts, and who they are. */
export function boundsLeftOut(
  accounts: readonly LeftOutAccount[],
  { tokenBits, unvalued }: { tokenBits: number; unvalued: number },
): Pick<AssetSums, 'bounds' | 'leftOut'> {
  const joined = (of: (account: LeftOutAccount) => number) => accounts.reduce((all, account) => all | of(account), 0)
  const exposure = exposureBounds(boundOfBits(joined(({ positionBits }) => positionBits)), unvalued > 0)
  return {
    bounds: {
      tokens: boundOfBits(joined(({ bits }) => bits) | tokenBits),
      positions: exposure.net,
      gross: exposure.gross,
    },
    leftOut: { count: accounts.length, names: accounts.slice(0, FIRST).map(({ name }) => name) },
  }
}
