import { findAlertRule, setAlertMute, snoozeAlertState } from '@/db/queries/alerts'
import { findChannel } from '@/db/queries/channels'
import { useSnoozeLink } from '@/db/queries/deliveries'
import type { Deps, ServiceContext } from '@/server/context'
import { DomainError } from '@/server/errors'
import { sentence } from '../../language/sentence'
import { loadAccount } from '../accounts/load'
import { requireAllAccounts, requireScope } from '../authorise'
import { alertsChanged } from './apply'
import { isTheirs, quietedBy, whoseAlerts } from './own'
import { readSnoozeToken } from './snooze-link'

const MINUTE_MS = 60_000
/** What a link in a message keeps quiet. */
export const LINK_MINUTES = 240
/** A link works so long. */
const LINK_DAYS = 7

/**
 * Keeps one subject quiet for a while, or (null) hears of it again; a member who sees some accounts what their own rules see.
 * @throws DomainError `not_found` where it does not fire
 */
export async function snooze(
  ctx: ServiceContext,
  { ruleId, subject, minutes }: { ruleId: string; subject: string; minutes: number | null },
): Promise<void> {
  requireScope(ctx, 'manage')
  const whose = whoseAlerts(ctx, 'Keeping alerts quiet')
  const { deskId } = ctx
  const until = minutes === null ? null : new Date(ctx.now().getTime() + minutes * MINUTE_MS)
  await ctx.db.whole.asDesk(deskId, async (tx) => {
    const rule = whose === null ? null : await findAlertRule(tx, deskId, ruleId)
    const isOwn = whose === null || (rule !== null && isTheirs(rule, whose))
    if (!isOwn || !(await snoozeAlertState(tx, deskId, { ruleId, subject }, until))) {
      throw new DomainError('not_found', sentence`It does not fire any more.`)
    }
    await alertsChanged(ctx, tx)
  })
}

/** Hears nothing of an account, for a while or (null) until it is taken back. @throws DomainError `not_found` */
export async function mute(
  ctx: ServiceContext,
  { accountId, muted, minutes }: { accountId: string; muted: boolean; minutes: number | null },
): Promise<void> {
  requireScope(ctx, 'manage')
  requireAllAccounts(ctx, 'Keeping alerts quiet')
  const { deskId } = ctx
  await loadAccount(ctx, accountId)
  const until = minutes === null ? null : new Date(ctx.now().getTime() + minutes * MINUTE_MS)
  await ctx.db.asDesk(deskId, async (tx) => {
    await setAlertMute(tx, deskId, accountId, muted ? until : undefined)
    await alertsChanged(ctx, tx)
  })
}

/**
 * Keeps quiet what a message told, for whoever has its link: no sign-in, once, within a week.
 * @returns how many subjects are quiet now; `used` where the link was used before
 * @throws DomainError `not_found` for a link that is none
 */
export async function snoozeByLink(deps: Deps, token: string, signal: AbortSignal): Promise<{ quiet: number } | 'used'> {
  const named = deps.alerts ? readSnoozeToken(deps.alerts.linkKey, token) : null
  if (!named) throw new DomainError('not_found', sentence`This link is none of this installation’s. Open Ballast instead.`)
  const { deskId, messageId } = named
  const ctx: ServiceContext = { ...deps, deskId, actor: { kind: 'system' }, signal }
  const now = ctx.now()
  return ctx.db.asDesk(deskId, async (tx) => {
    const told = await useSnoozeLink(tx, deskId, messageId, now)
    if (!told) return 'used'
    const [first] = told
    if (first && now.getTime() - first.at.getTime() > LINK_DAYS * 86_400_000) {
      throw new DomainError('not_found', sentence`This link is over a week old. Open Ballast instead.`)
    }
    const channel = first ? await findChannel(tx, deskId, first.channelId) : null
    const quieted = channel && (await quietedBy(tx, deskId, channel))
    let quiet = 0
    const until = new Date(now.getTime() + LINK_MINUTES * MINUTE_MS)
    for (const { ruleId, subject } of told) {
      if (ruleId === null || subject === null || quieted?.has(ruleId) === false) continue
      if (await snoozeAlertState(tx, deskId, { ruleId, subject }, until)) quiet += 1
    }
    await alertsChanged(ctx, tx)
    return { quiet }
  })
}
