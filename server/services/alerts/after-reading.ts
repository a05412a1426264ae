import { describeCause } from '@/server/cause'
import type { ServiceContext } from '@/server/context'
import { measureAccount, type Standing } from '@/server/domain/alerts/measure'
import { endOfKey } from '@/server/domain/alerts/measure/keys'
import type { RuleKind } from '@/server/domain/alerts/rule'
import { applyLook } from './apply'

/** What a reading shows by itself. The others are looked at by the minute: they rest on history, on rates, or on time. */
const BY_READING: ReadonlySet<RuleKind> = new Set(['margin', 'liquidation', 'equity_level', 'exposure', 'unknown', 'key'])
/** What a failure to read shows: that it makes figures old is a matter of time, which the minute looks at, for all accounts at once. */
const BY_FAILURE: ReadonlySet<RuleKind> = new Set(['key'])

/**
 * Judges a person's rules by an account that was just read, or could not be. Never fails: readings go on without alerts,
 * and the next minute looks at time again, the next reading at the rest.
 * @param standing without a balance where it could not be read
 */
export async function afterReading(ctx: ServiceContext, standing: Standing): Promise<void> {
  const { account, balance } = standing
  const kinds = balance === null ? BY_FAILURE : BY_READING
  const now = ctx.now()
  try {
    await applyLook(ctx, {
      look: (rules) =>
        rules
          .filter(({ rule }) => kinds.has(rule.kind))
          .map(({ id, rule }) => {
            const measurements = measureAccount(rule, standing, { now }).filter((each) => !endOfKey(each))
            return { ruleId: id, rule, measurements }
          }),
      covers: (state) => state.accountId === account.id && !endOfKey(state),
      unreadable: new Map([[account.id, new Set(balance?.notIncluded.map(({ wallet }) => wallet))]]),
    })
  } catch (error) {
    if (!ctx.signal.aborted) ctx.log.warn({ accountId: account.id, cause: describeCause(error) }, 'alerts could not be looked at')
  }
}
