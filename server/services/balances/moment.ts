import type { ServiceContext } from '@/server/context'
import type { Moment } from '@/server/domain/moment'
import { DEFAULT_RETENTION } from '@/server/domain/retention'
import { isFuture } from '@/server/domain/staleness'
import type { CachedBalanceError } from '@/server/domain/views'
import { DomainError } from '@/server/errors'
import { sentence } from '../../language/sentence'

/** A moment whose book is asked for; null: now. @throws DomainError `bad_request` for one that has not come yet */
export function momentOf(ctx: ServiceContext, at: Date | undefined): Moment | null {
  if (at === undefined) return null
  const now = ctx.now()
  if (isFuture(at, now)) {
    const message = sentence`This moment has not come yet.`
    throw new DomainError('bad_request', message, { fields: { asOf: message } })
  }
  return { at, keptSince: new Date(now.getTime() - snapshotSeconds(ctx) * 1000) }
}

const snapshotSeconds = ({ retention = DEFAULT_RETENTION }: ServiceContext) => retention.snapshotSeconds

/** Why nothing is told of an account at a moment: it was not read by then, or what was read then is no longer kept. */
export function nothingOf(ctx: ServiceContext, moment: Moment, account: { id: string; name: string }): CachedBalanceError {
  const gone = moment.at < moment.keptSince
  const days = Math.round((snapshotSeconds(ctx) / 86_400) * 10) / 10
  return {
    ...{ accountId: account.id, accountName: account.name, exchangeError: null, since: moment.at, nextTryAt: null },
    ...(gone
      ? {
          code: 'not_kept',
          message: `What this account held then is no longer kept: whole readings are kept for ${days} days. Its equity further back is in the history.`,
        }
      : { code: 'never_refreshed', message: 'This account had not been read by then.' }),
  }
}
