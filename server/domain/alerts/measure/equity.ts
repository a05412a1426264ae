import { atLastKnown } from '../../aside'
import { Decimal, type DecimalString } from '../../decimal'
import type { Level, Rule } from '../rule'
import { type Beyond, figure, type Measurement, named, type Standing, type Together, togetherFigure } from './seen'

type Of<K extends Rule['kind']> = Extract<Rule, { kind: K }>

/** Equity of an account; a coin that lost its price is no fall. */
export function equityLevel(rule: Of<'equity_level'>, standing: Standing): Measurement {
  const { balance } = standing
  return figure(rule, standing, balance && atLastKnown(balance.equity, [balance.aside]))
}

export function equityLevelTogether(rule: Of<'equity_level'>, together: Together): Measurement {
  return togetherFigure(rule, together, together.incomplete ? null : together.equity)
}

/** What an account lost or won without what came and went. */
export function equityChange(rule: Of<'equity_change'>, standing: Standing, beyond: Beyond): Measurement {
  return figure(rule, standing, moved(rule, beyond), { facts: changeFacts(rule) })
}

export function equityChangeTogether(rule: Of<'equity_change'>, together: Together, beyond: Beyond): Measurement {
  return togetherFigure(rule, together, moved(rule, beyond), { facts: changeFacts(rule), partial: together.incomplete })
}

/** A fall counts as a positive figure where falls are watched. */
function moved({ direction, as }: Of<'equity_change'>, { gain }: Beyond): DecimalString | null {
  const value = gain?.[as] ?? null
  return value === null || direction === 'rises' ? value : new Decimal(value).neg().toFixed()
}

const changeFacts = ({ direction, as }: Of<'equity_change'>) => ({ what: direction, ...(as === 'usd' && { detail: 'usd' }) })

/** Equity that moved by what nothing explains. */
export function unexplained(standing: Standing, { unexplained: left = null }: Beyond): Measurement {
  const level: Level | null = left === null ? null : left === 'none' ? 'ok' : 'warn'
  const facts = left === null || left === 'none' ? {} : { value: left.usd, detail: left.share, day: left.day }
  const { id } = standing.account
  return { subject: `unexplained:${id}`, accountId: id, seen: { level }, facts: { ...named(standing), ...facts } }
}
