import { z } from 'zod'
import { DomainError } from '../../../errors'
import { amount, inside, isZero, maybeAmount, maybeText, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { type Reading, wallet } from '../../reading/reading'
import { held, marginToken, plainToken } from '../../reading/rows'
import type { SubAccount } from '../../reading/sub-accounts'

/**
 * Sub-accounts of a main account. A unified one lists them by https://www.bitget.com/api-doc/uta/account/Get-Sub-Account-List, a classic
 * one by …/common/vsubaccount/Get-Virtual-Subaccount-List, which wants a key that is bound to addresses (2026-11).
 *
 * Of unified sub-accounts the main account's key reads the coins (…/uta/account/Get-SubAccount-Unified-Assets). Of classic ones it is
 * told spot, and futures without their positions once in ten seconds for all of them, and no margin: they are read by keys of their own.
 */

const Unified = inside(
  'data',
  z.object({
    list: z.array(z.object({ subUid: text, username: maybeText, note: maybeText, status: maybeText, accountMode: maybeText })),
    hasNext: z.union([z.boolean(), z.enum(['true', 'false']).transform((value) => value === 'true')]).nullish(),
    cursor: maybeText,
  }),
)
const Classic = inside(
  'data',
  z.object({
    subAccountList: z.array(z.object({ subAccountUid: text, subAccountName: maybeText, label: maybeText, status: maybeText })),
    endId: maybeText,
  }),
)
const UNIFIED_ROWS = 100
const CLASSIC_ROWS = 500

/** The page's table calls a closed one `frozen`, its example `freeze`: what is not in use is closed. */
const isFrozen = (status: string | null) => status !== null && status !== 'normal'

async function unifiedList(api: AccountApi): Promise<SubAccount[]> {
  const found = await api.pages(
    'sub-accounts',
    { limit: UNIFIED_ROWS },
    {
      read: (params) => api.call('privateUtaGetV3UserSubList', params, Unified),
      rows: ({ list }: z.output<typeof Unified>) => list,
      id: ({ subUid }) => subUid,
      next: ({ hasNext, cursor }) => (hasNext && cursor ? { limit: UNIFIED_ROWS, cursor } : null),
    },
  )
  return (found ?? []).map(({ subUid, username, note, status, accountMode }) => ({
    id: subUid,
    uid: subUid,
    name: note || username || subUid,
    frozen: isFrozen(status),
    reads: accountMode === 'UNIFIED' ? 'main key' : 'own key',
  }))
}

async function classicList(api: AccountApi): Promise<SubAccount[]> {
  const found = await api.pages(
    'sub-accounts',
    { limit: CLASSIC_ROWS },
    {
      read: (params) => api.call('privateUserGetV2UserVirtualSubaccountList', params, Classic),
      rows: ({ subAccountList }: z.output<typeof Classic>) => subAccountList,
      id: ({ subAccountUid }) => subAccountUid,
      next: ({ subAccountList, endId }) =>
        subAccountList.length === CLASSIC_ROWS && endId ? { limit: CLASSIC_ROWS, idLessThan: endId } : null,
    },
  )
  return (found ?? [])
    .filter(({ status }) => status !== 'del')
    .map(({ subAccountUid, subAccountName, label, status }) => ({
      id: subAccountUid,
      uid: subAccountUid,
      name: subAccountName || label || subAccountUid,
      frozen: isFrozen(status),
      reads: 'own key',
    }))
}

/** What a classic account is told of by calls of unified ones, whose key may well be a good one. */
const OTHER_KIND: readonly string[] = ['exchange_permission', 'exchange_refused']

export async function bitgetSubAccounts(api: AccountApi): Promise<SubAccount[]> {
  try {
    return await unifiedList(api)
  } catch (error) {
    if (!(error instanceof DomainError) || !OTHER_KIND.includes(error.code)) throw error
    return classicList(api)
  }
}

const Assets = inside(
  'data',
  z.array(
    z.object({
      subUid: text,
      assets: z.array(
        z.object({ coin: z.string(), equity: amount, available: maybeAmount, debt: maybeAmount, balance: maybeAmount }),
      ),
    }),
  ),
)

const OWN_KEY = 'Bitget tells it of a sub-account to a key of its own alone.'

/**
 * What a key of the main account may read of a unified sub-account: the equity of each coin, which holds the open profit of positions
 * that are not told. One that holds nothing has no row.
 * @param subUid its number
 */
export async function readBitgetSubAccount(api: AccountApi, subUid: string): Promise<Reading> {
  for (const name of ['funding', 'earn']) if (api.wants(name)) api.leaveOut(name, OWN_KEY)
  if (!api.wants('unified', 'spot', 'margin', 'perp', 'future')) return { holdings: [], wallets: [], positionMode: null }
  const rows = await api.ask('unified', 'privateUtaGetV3AccountSubUnifiedAssets', { subUid }, Assets)
  if (rows === null) return { holdings: [], wallets: [], positionMode: null }
  if (rows.some((row) => row.subUid !== subUid)) throw api.senseless('the assets of another sub-account than was asked for')
  const assets = rows.flatMap((row) => row.assets)
  api.leaveOut('positions', OWN_KEY)
  const tokens = assets.map(({ coin, equity, available, debt }) =>
    isZero(debt)
      ? plainToken('unified', api.code(coin), equity, available)
      : marginToken({
          wallet: 'unified',
          symbol: api.code(coin),
          size: equity,
          borrowed: debt ?? '0',
          marginBalance: equity,
          available,
        }),
  )
  return { holdings: held(tokens), wallets: [wallet('unified')], positionMode: null }
}
