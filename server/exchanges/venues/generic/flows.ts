import { DAY_MS, HOUR_MS } from '../../reading/flow-rows'
import type { Flows, Ledger } from '../../reading/ledgers'
import type { GenericLedger } from './ledger'
import { readGenericLedger } from './ledger-pages'
import { GENERIC_LEDGERS } from './table/ledgers'

/** So wide that a list which takes no stretch is asked for once. */
const WHOLE_DAYS = 3650

function ledgerOf(ledger: GenericLedger): Ledger {
  const { id, name, since, windowDays, reachDays, settlesDays, internal, optional } = ledger
  const days = windowDays ?? (since === false ? WHOLE_DAYS : null)
  return {
    id,
    name,
    windowMs: days === null ? null : days * DAY_MS,
    reachMs: reachDays === undefined ? null : reachDays * DAY_MS,
    settlesMs: settlesDays === undefined ? HOUR_MS : settlesDays * DAY_MS,
    weight: 1,
    ...(internal && { external: false }),
    ...(optional && { optional: true }),
    page: (api, query) => readGenericLedger(api, ledger, query),
  }
}

/** The ledgers of an exchange without a room of its own; absent where ccxt tells none that can be read whole. */
export function genericFlows(exchange: string): Flows | undefined {
  const known = GENERIC_LEDGERS[exchange]
  return known && { ledgers: known.ledgers.map(ledgerOf), untold: known.untold ?? [] }
}

/** All that reading them asks. */
export function genericFlowRequests(exchange: string): string[] {
  return [...new Set((GENERIC_LEDGERS[exchange]?.ledgers ?? []).flatMap(({ asks }) => asks))].toSorted()
}
