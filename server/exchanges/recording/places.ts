import { type Json, plainText } from './exact-json'

/**
 * Names of the places of rows that are lists, which exchanges tell by their order alone; by the names it is known what is an amount,
 * and what a price, a time or somebody's.
 */

/** https://docs.bitfinex.com/reference/rest-auth-positions */
const POSITION =
  'symbol status size entryPrice funding fundingType profit percentage liquidationPrice leverage idx positionId time time idx type idx collateral collateral idx'.split(
    ' ',
  )
/** https://docs.bitfinex.com/reference/rest-auth-wallets */
const WALLET = 'type currency balance interest available'.split(' ')
const WALLETS: ReadonlySet<unknown> = new Set(['exchange', 'margin', 'funding'])

const plain = (json: Json | undefined) => (typeof json === 'string' ? plainText(json) : null)

/** Names of a row's places; null for a list of anything else. */
export function placesOf(row: readonly Json[]): readonly string[] | null {
  const [first, second] = [plain(row[0]), plain(row[1])]
  if (row.length >= 12 && first?.startsWith('t') && (second === 'ACTIVE' || second === 'CLOSED')) return POSITION
  return row.length >= 3 && WALLETS.has(first) && second !== null ? WALLET : null
}
