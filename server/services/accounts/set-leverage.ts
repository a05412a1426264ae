import pLimit from 'p-limit'
import { updateAccount } from '@/db/queries/accounts'
import { findSecrets } from '@/db/queries/secrets'
import { describeCause } from '@/server/cause'
import type { ServiceContext } from '@/server/context'
import type { AccountView, LeverageView } from '@/server/domain/views'
import { DomainError } from '@/server/errors'
import type { SetLeverageResult } from '@/server/exchanges/port'
import type { SetLeverageInput } from '@/server/schemas/accounts'
import { told } from '../../language/in-language'
import { sentence, together } from '../../language/sentence'
import { recordDeskAudit } from '../audit/record'
import { requireScope } from '../authorise'
import { withExchangeSlot } from '../balances/exchange-slot'
import { withDeadline } from '../deadline'
import { requireExchange } from '../exchanges/find'
import { counted } from './key-activity'
import { loadAccounts, pickAccount } from './load'

export type SetLeverageOutcome = LeverageView

/** Longest wait for one account's exchange. */
const DEADLINE_MS = 15_000
const ACCOUNTS_AT_ONCE = 8

/** Failures after which the exchange may have done it all the same: whoever asked must not take them for "not set". */
const UNSURE: ReadonlySet<string> = new Set(['exchange_timeout', 'exchange_network', 'exchange_unknown'])
const UNSURE_WORDS = sentence`It is not certain whether the leverage was set; refresh the account to see.`

async function setOne(ctx: ServiceContext, account: AccountView, input: SetLeverageInput): Promise<SetLeverageResult> {
  const exchange = requireExchange(ctx.exchanges, account.exchange)
  if (!exchange.canSetLeverage) {
    throw new DomainError('exchange_refused', sentence`Leverage cannot be set on ${exchange.name} through its API.`)
  }
  const sealed = await ctx.db.asDesk(ctx.deskId, (tx) => findSecrets(tx, ctx.deskId, account.id))
  if (!sealed) throw new DomainError('exchange_credentials', sentence`No key is stored for this account. Enter it again.`)
  const credentials = await ctx.vault.open({ deskId: ctx.deskId, accountId: account.id }, sealed)
  const connection = counted(ctx, account.id, {
    exchange: account.exchange,
    credentials,
    sandbox: account.sandbox,
    options: account.credentialOptions,
  })
  const isolated = account.marginMode === 'ISOLATED' || account.marginMode === 'SPOT_ISOLATED'
  const marginMode = isolated ? 'isolated' : 'cross'
  const { pair, leverage } = input
  return withDeadline(DEADLINE_MS, ctx.signal, (signal) =>
    withExchangeSlot(ctx, { id: account.id, exchange: account.exchange, limitedUntil: null }, signal, () =>
      ctx.exchanges.setLeverage(connection, { pair, leverage, marginMode }, signal),
    ),
  )
}

/** Why it failed, as a person reads it; a defect is logged and told as a generic sentence. */
function failure(ctx: ServiceContext, account: AccountView, error: unknown): LeverageView['errors'][number] {
  const who = { accountId: account.id, accountName: account.name }
  if (!(error instanceof DomainError)) {
    ctx.log.error({ accountId: account.id, cause: describeCause(error) }, 'setting leverage failed')
    return {
      ...who,
      code: 'internal',
      message: told(ctx, sentence`Something went wrong on our side. ${UNSURE_WORDS}`),
      exchangeError: null,
    }
  }
  const said = UNSURE.has(error.code) ? together([error.said.message, UNSURE_WORDS]) : error.said.message
  return { ...who, code: error.code, message: told(ctx, said), exchangeError: error.exchangeError ?? null }
}

/**
 * Writes the try into the user's log, and has the account read again at once. What the exchange did stands whether this
 * works or not, and is answered.
 */
async function noteResult(ctx: ServiceContext, account: AccountView, result: SetLeverageResult & { code: string | null }) {
  const note = ctx.db.asDesk(ctx.deskId, async (tx) => {
    await updateAccount(tx, ctx.deskId, account.id, { nextRefreshAt: ctx.now() })
    const details = { accountId: account.id, name: account.name, ...result }
    await recordDeskAudit(tx, ctx.deskId, ctx.actor, ctx.now(), 'leverage_set', details)
  })
  await note.catch((error: unknown) =>
    ctx.log.error({ accountId: account.id, cause: describeCause(error) }, 'could not note a leverage change'),
  )
}

/**
 * Sets the leverage of a pair on the exchange of each account, and answers per account what it is now and was before, or
 * why it was not set. Ids and names are both taken; the same account named twice is asked once. Accounts whose leverage
 * was set, or may have been, are read again at once.
 */
export async function setLeverage(ctx: ServiceContext, input: SetLeverageInput): Promise<SetLeverageOutcome> {
  requireScope(ctx, 'trade')
  const active = await loadAccounts(ctx, false)
  const outcome: LeverageView = { results: [], errors: [] }
  const chosen = new Set<AccountView>()
  for (const wanted of new Set(input.accountIds)) {
    const account = pickAccount(active, wanted)
    if (account) chosen.add(account)
    else {
      const message = 'No such account.'
      outcome.errors.push({ accountId: null, accountName: wanted, message, code: 'not_found', exchangeError: null })
    }
  }
  const limit = pLimit(ACCOUNTS_AT_ONCE)
  await Promise.all(
    [...chosen].map((account) =>
      limit(async () => {
        const { pair, leverage } = input
        const noted = await setOne(ctx, account, input).then(
          (result) => {
            outcome.results.push({ accountId: account.id, accountName: account.name, ...result })
            return { ...result, code: null }
          },
          (error: unknown) => {
            const failed = failure(ctx, account, error)
            outcome.errors.push(failed)
            return { pair, leverage, previousLeverage: null, code: failed.code }
          },
        )
        await noteResult(ctx, account, noted)
      }),
    ),
  )
  return outcome
}
