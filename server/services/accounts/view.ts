import type { Db } from '@/db/client'
import type { AccountRow } from '@/db/queries/accounts'
import type { DeskRow } from '@/db/queries/desk'
import type { ServiceContext } from '@/server/context'
import type { DeskAccount } from '@/server/domain/desk'
import { PERMISSIONS, readKeyChange } from '@/server/domain/key-change'
import { refreshInterval } from '@/server/domain/refresh-schedule'
import type { PositionMode } from '@/server/domain/types'
import { type AccountView, MARGIN_MODES } from '@/server/domain/views'
import { credentialOptionsSchema } from '@/server/schemas/accounts'

const POSITION_MODES: readonly PositionMode[] = ['one_way', 'hedge', 'pair_level']

/** A main account that the caller does not see is none to them: a link to it would lead nowhere. */
const seenOf = ({ accounts }: Pick<Db, 'accounts'>, id: string | null): string | null =>
  id !== null && accounts !== null && !accounts.includes(id) ? null : id

/** The word if it is one of the known ones; else undefined (a row of a newer version, say). */
function oneOf<T extends string>(known: readonly T[], word: string | null): T | undefined {
  return known.find((candidate) => candidate === word)
}

/** An account as pages and programs see it. No secret is in the row, and none in the view. */
export function accountView(row: AccountRow, userIntervalSeconds: number, { exchanges, db }: ServiceContext): AccountView {
  const info = exchanges.find(row.exchange)
  const generic = info?.generic ?? true
  const options = credentialOptionsSchema.safeParse(row.credentialOptions)
  return {
    id: row.id,
    name: row.name,
    exchange: row.exchange,
    exchangeName: info?.name ?? row.exchange,
    generic,
    marginMode: oneOf(MARGIN_MODES, row.marginMode) ?? 'CROSS',
    positionMode: oneOf(POSITION_MODES, row.positionMode) ?? null,
    archived: row.archivedAt !== null,
    valid: row.valid,
    maskedKey: row.maskedKey,
    permissions: row.permissions?.flatMap((word) => oneOf(PERMISSIONS, word) ?? []) ?? null,
    keyExpiresAt: row.keyExpiresAt,
    keyIpList: row.keyIpList,
    keyCheckedAt: row.keyCheckedAt,
    keyChange: readKeyChange(row.keyChange),
    exchangeLabel: row.exchangeLabel,
    parentId: seenOf(db, row.parentId),
    subAccount: row.subAccount,
    credentialOptions: options.success ? options.data : { default: true },
    sandbox: row.sandbox,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    lastRefreshedAt: row.lastRefreshedAt,
    lastError: standingFailure(row, row.archivedAt !== null),
    nextRefreshAt: row.archivedAt === null ? row.nextRefreshAt : null,
    refreshIntervalSeconds: refreshInterval(userIntervalSeconds, { id: row.exchange, generic }),
  }
}

/** An active account as the pages of the whole desk rest on it: the same as of `accountView`, as far as it goes. */
export function deskAccount(
  row: DeskRow,
  userIntervalSeconds: number,
  { exchanges, db }: Pick<ServiceContext, 'exchanges' | 'db'>,
): DeskAccount {
  const info = exchanges.find(row.exchange)
  return {
    id: row.id,
    name: row.name,
    exchange: row.exchange,
    exchangeName: info?.name ?? row.exchange,
    exchangeLabel: row.exchangeLabel,
    sandbox: row.sandbox,
    archived: false,
    valid: row.valid,
    maskedKey: row.maskedKey,
    permissions: row.permissions?.flatMap((word) => oneOf(PERMISSIONS, word) ?? []) ?? null,
    keyExpiresAt: row.keyExpiresAt,
    keyChange: row.keyChange === null ? null : readKeyChange(row.keyChange),
    newSubAccounts: row.newSubAccounts ?? undefined,
    parentId: seenOf(db, row.parentId),
    createdAt: row.createdAt,
    lastRefreshedAt: row.lastRefreshedAt,
    lastError: standingFailure(row, false),
    refreshIntervalSeconds: refreshInterval(userIntervalSeconds, { id: row.exchange, generic: info?.generic ?? true }),
  }
}

/** The failure that stands, as it is shown; null where the last try succeeded. */
export function standingFailure(
  row: Pick<AccountRow, 'errorCode' | 'errorMessage' | 'errorExchange' | 'errorSince' | 'updatedAt' | 'nextRefreshAt'>,
  archived: boolean,
): AccountView['lastError'] {
  if (row.errorCode === null) return null
  return {
    code: row.errorCode,
    message: row.errorMessage ?? row.errorCode,
    exchangeError: row.errorExchange,
    since: row.errorSince ?? row.updatedAt,
    nextTryAt: archived ? null : row.nextRefreshAt,
  }
}
