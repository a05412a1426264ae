import { z } from 'zod'
import type { FlowEntry, FlowKind, FlowState } from '../../../domain/flows/types'
import { pairOf } from '../../../domain/pairs'
import { add, amount, maybeAmount, maybeText } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { atUtc, DAY_MS, flow, kindOf, stateOf } from '../../reading/flow-rows'
import type { Flows, LedgerPage, LedgerQuery } from '../../reading/ledgers'
import { inUnits, unitsOf } from './units'

const KINDS: Readonly<Record<string, FlowKind>> = {
  Deposit: 'deposit',
  Withdrawal: 'withdrawal',
  Transfer: 'transfer',
  RealisedPNL: 'realized',
  Funding: 'funding',
  SpotTrade: 'trade',
  Conversion: 'trade',
  AffiliatePayout: 'rebate',
}
const STATES: Readonly<Record<string, FlowState>> = { Completed: 'done', Canceled: 'failed' }
/** Whose `fee` is a part of the amount; that of funding is the amount itself with its sign turned. */
const WITH_FEE = new Set(['Withdrawal', 'RealisedPNL', 'SpotTrade'])

/** https://docs.bitmex.com/api-explorer/get-user-wallet-history (2026-11) */
const Rows = z.array(
  z.object({
    transactID: maybeText,
    currency: z.string(),
    transactType: z.string(),
    transactStatus: maybeText,
    amount,
    fee: maybeAmount,
    /** The market, of what trading did. */
    address: maybeText,
    network: maybeText,
    tx: maybeText,
    transactTime: maybeText,
    timestamp: maybeText,
  }),
)
const ROWS = 1000

async function pairAt(api: AccountApi, id: string | null): Promise<string | null> {
  if (!id) return null
  const market = (await api.markets()).byId(id)
  return market ? pairOf(market) : id
}

/** All that changed a balance, newest first, told by place and not by time: it is read back to where the stretch begins. */
async function history(api: AccountApi, { from, to, cursor }: LedgerQuery): Promise<LedgerPage> {
  const start = Number(cursor ?? 0)
  const rows = await api.call('privateGetUserWalletHistory', { currency: 'all', count: ROWS, start, reverse: true }, Rows)
  const units = await unitsOf(
    api,
    rows.map(({ currency }) => currency),
  )
  const entries: FlowEntry[] = []
  let earliest = Infinity
  for (const row of rows) {
    // What positions have earned so far is on the list too, without an id of its own.
    if (row.transactType === 'UnrealisedPNL') continue
    const at = atUtc.parse(row.transactTime ?? row.timestamp)
    earliest = Math.min(earliest, atUtc.parse(row.timestamp ?? row.transactTime).getTime())
    if (at < from || at >= to || row.transactID === null) continue
    const unit = units.get(row.currency)
    if (!unit) throw api.senseless(`an entry in ${row.currency}, which its list of coins does not hold`)
    const paid = WITH_FEE.has(row.transactType) ? inUnits(row.fee, unit) : null
    const change = inUnits(row.amount, unit)
    const chain = row.transactType === 'Deposit' || row.transactType === 'Withdrawal'
    entries.push(
      ...flow({
        id: row.transactID,
        at,
        coin: unit.code,
        amount: add(change, paid) ?? change,
        kind: kindOf(KINDS, row.transactType),
        word: row.transactType,
        state: stateOf(STATES, row.transactStatus),
        wallet: 'unified',
        pair: chain || row.transactType === 'Transfer' ? null : await pairAt(api, row.address),
        fee: paid === null ? null : { coin: unit.code, cost: paid },
        counterpart: chain ? { chain: row.network, address: row.address, txHash: row.tx } : null,
      }),
    )
  }
  const more = rows.length === ROWS && earliest >= from.getTime()
  return { entries, next: more ? String(start + ROWS) : null }
}

export const bitmexFlows: Flows = {
  ledgers: [
    // A withdrawal may wait for the next day's.
    {
      id: 'wallet',
      name: 'History of the wallet',
      windowMs: null,
      reachMs: null,
      settlesMs: 3 * DAY_MS,
      weight: 1,
      page: history,
    },
  ],
  untold: [{ words: 'What is staked and unstaked: whether it is in the history is not documented', external: false }],
}
