import { equityChange, equityChangeTogether, equityLevel, equityLevelTogether, unexplained } from './measure/equity'
import { exposure, exposureTogether, hedges } from './measure/exposure'
import { fundings } from './measure/funding'
import { keys } from './measure/keys'
import { unknowns, worker } from './measure/knowledge'
import { liquidations, margin } from './measure/margin'
import {
  type Beyond,
  blinded,
  figure,
  isBlind,
  type Measurement,
  type Standing,
  type Together,
  togetherFigure,
} from './measure/seen'
import { stops } from './measure/stops'
import type { Rule } from './rule'

export type { Beyond, Facts, Measurement, OrdersThen, Standing, Together } from './measure/seen'

/** What a rule sees in one account: nothing where it does not watch it. Positions that are gone are missing. */
export function measureAccount(rule: Rule, standing: Standing, beyond: Beyond): Measurement[] {
  const seen = lookAt(rule, standing, beyond)
  // How old figures are, and what becomes of a key, is known of accounts that are not read too.
  if (rule.kind === 'key' || rule.kind === 'unknown' || !isBlind(standing, beyond.now)) return seen
  // A day that is over stays what it was, whoever reads since: coins that are gone are told of all the same.
  const isOver = ({ seen: found }: Measurement) => rule.kind === 'unexplained' && 'level' in found && found.level === 'warn'
  return seen.map((each) => (isOver(each) ? each : blinded(each)))
}

function lookAt(rule: Rule, standing: Standing, beyond: Beyond): Measurement[] {
  if ('accounts' in rule && rule.accounts !== null && !rule.accounts.includes(standing.account.id)) return []
  if ('of' in rule && rule.of === 'total') return []
  switch (rule.kind) {
    case 'margin':
      return [margin(rule, standing)]
    case 'liquidation':
      return liquidations(rule, standing)
    case 'equity_level':
      return [equityLevel(rule, standing)]
    case 'equity_change':
      return [equityChange(rule, standing, beyond)]
    case 'drawdown':
      return [figure(rule, standing, beyond.drawdown ?? null)]
    case 'exposure':
      return [exposure(rule, standing)]
    case 'funding':
      return fundings(rule, standing, beyond)
    case 'no_stop':
      return stops(standing, beyond)
    case 'unknown':
      return unknowns(rule, standing, beyond.now)
    case 'key':
      return keys(rule, standing, beyond.now)
    case 'unexplained':
      return [unexplained(standing, beyond)]
    default:
      return []
  }
}

/** What a rule sees in accounts together: nothing where it watches each by itself, or where there are none. */
export function measureTogether(rule: Rule, together: Together, beyond: Beyond): Measurement[] {
  if (together.accounts === 0 || ('of' in rule && rule.of === 'account')) return []
  switch (rule.kind) {
    case 'equity_level':
      return [equityLevelTogether(rule, together)]
    case 'equity_change':
      return [equityChangeTogether(rule, together, beyond)]
    case 'drawdown':
      return [togetherFigure(rule, together, beyond.drawdown ?? null, { partial: together.incomplete })]
    case 'exposure':
      return [exposureTogether(rule, together)]
    case 'hedge':
      return hedges(rule, together, beyond.hedged)
    case 'worker':
      return beyond.idleSince === undefined ? [] : [worker(rule, beyond.idleSince, beyond.now)]
    default:
      return []
  }
}
