'use client'
import { type FormEvent, useState } from 'react'
import type { Rule } from '@/server/domain/alerts/rule'
import { Button } from '../ui/button'
import { ChoiceField } from '../ui/choice-field'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Notice } from '../ui/notice'
import { Switch } from '../ui/switch'
import { keptLimit, type LimitUnit, shownLimit, unitOf } from './rule-fields'

const UNIT_SIGN: Record<Exclude<LimitUnit, null>, string> = { percent: '%', usd: 'USD', times: '×' }

interface RuleFormProps {
  rule: Rule
  /** What saving did not like, by field; null while nothing was said. */
  problem: { message: string; fields: Record<string, string> } | null
  saving: boolean
  onSave: (rule: Rule) => void
  onCancel: () => void
}

/** The limits of a rule and what it watches, in place. */
export function RuleForm({ rule: begun, problem, saving, onSave, onCancel }: RuleFormProps) {
  const [rule, setRule] = useState(begun)
  const unit = unitOf(rule)
  const [warn, setWarn] = useState('warn' in begun ? shownLimit(begun.warn, unitOf(begun)) : '')
  const [urgent, setUrgent] = useState('urgent' in begun ? shownLimit(begun.urgent, unitOf(begun)) : '')
  const [wrong, setWrong] = useState<{ warn?: string; urgent?: string }>({})

  const save = (event: FormEvent) => {
    event.preventDefault()
    if (!('warn' in rule)) return onSave(rule)
    const kept = { warn: keptLimit(warn, unit), urgent: keptLimit(urgent, unit) }
    const message = 'Enter a number above 0, or leave it empty.'
    setWrong({ ...(kept.warn === undefined && { warn: message }), ...(kept.urgent === undefined && { urgent: message }) })
    if (kept.warn === undefined || kept.urgent === undefined) return
    onSave({ ...rule, warn: kept.warn, urgent: kept.urgent })
  }

  return (
    <form onSubmit={save} noValidate className="grid gap-4 px-4 py-3 sm:grid-cols-2">
      <Choices rule={rule} onChange={setRule} />
      {unit === null ? null : (
        <>
          <LimitField label="Warn" unit={unit} value={warn} onChange={setWarn} error={wrong.warn ?? problem?.fields.warn} />
          <LimitField
            label="Urgent"
            unit={unit}
            value={urgent}
            onChange={setUrgent}
            error={wrong.urgent ?? problem?.fields.urgent}
          />
        </>
      )}
      {problem && !problem.fields.warn && !problem.fields.urgent ? (
        <Notice tone="error" className="sm:col-span-2">
          {problem.message}
        </Notice>
      ) : null}
      <div className="flex justify-end gap-2 sm:col-span-2">
        <Button type="button" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" variant="primary" loading={saving}>
          Save
        </Button>
      </div>
    </form>
  )
}

interface LimitFieldProps {
  label: string
  unit: Exclude<LimitUnit, null>
  value: string
  onChange: (value: string) => void
  error: string | undefined
}

function LimitField({ label, unit, value, onChange, error }: LimitFieldProps) {
  return (
    <Field label={`${label}, ${UNIT_SIGN[unit]}`} help="Empty: not at all." error={error}>
      {(control) => (
        <Input
          {...control}
          inputMode="decimal"
          autoComplete="off"
          className="figures text-right"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

interface ChoicesProps {
  rule: Rule
  onChange: (rule: Rule) => void
}

/** What a rule watches, beside its limits. */
function Choices({ rule, onChange }: ChoicesProps) {
  switch (rule.kind) {
    case 'liquidation':
      return (
        <TextField
          label="Position"
          help="Such as BTC:PERP-USDT. Empty: every position."
          value={rule.symbol ?? ''}
          onChange={(text) => onChange({ ...rule, symbol: text.trim() || null })}
        />
      )
    case 'hedge':
      return (
        <TextField
          label="Coin"
          help="Empty: every coin that is held long and short."
          value={rule.coin ?? ''}
          onChange={(text) => onChange({ ...rule, coin: text.trim() || null })}
        />
      )
    case 'equity_level':
      return (
        <>
          <OfField rule={rule} onChange={onChange} />
          <ChoiceField
            label="Passes"
            value={rule.passes}
            choices={[
              ['below', 'Below the level'],
              ['above', 'Above the level'],
            ]}
            onChange={(passes) => onChange({ ...rule, passes })}
          />
        </>
      )
    case 'equity_change':
      return (
        <>
          <OfField rule={rule} onChange={onChange} />
          <ChoiceField
            label="Direction"
            value={rule.direction}
            choices={[
              ['falls', 'Falls'],
              ['rises', 'Rises'],
            ]}
            onChange={(direction) => onChange({ ...rule, direction })}
          />
          <ChoiceField
            label="Within"
            value={String(rule.withinMinutes)}
            choices={[
              ['60', 'An hour'],
              ['240', '4 hours'],
              ['1440', 'A day'],
              ['10080', 'A week'],
              ['43200', '30 days'],
            ]}
            onChange={(minutes) => onChange({ ...rule, withinMinutes: Number(minutes) })}
          />
        </>
      )
    case 'drawdown':
      return (
        <>
          <OfField rule={rule} onChange={onChange} />
          <ChoiceField
            label="From the high of"
            value={String(rule.withinDays)}
            choices={[
              ['7', 'A week'],
              ['30', '30 days'],
              ['90', '90 days'],
              ['365', 'A year'],
            ]}
            onChange={(days) => onChange({ ...rule, withinDays: Number(days) })}
          />
        </>
      )
    case 'exposure':
      return (
        <>
          <OfField rule={rule} onChange={onChange} />
          <ChoiceField
            label="Figure"
            value={rule.figure}
            choices={[
              ['net', 'Net exposure'],
              ['gross', 'Gross exposure'],
              ['leverage', 'Leverage'],
            ]}
            onChange={(figure) => onChange({ ...rule, figure })}
          />
          <TextField
            label="Coin"
            help="Such as BTC. Empty: all coins."
            value={rule.coin ?? ''}
            onChange={(text) => onChange({ ...rule, coin: text.trim() || null })}
          />
        </>
      )
    case 'unknown':
      return (
        <>
          <MinutesField label="Stale for, minutes" value={rule.minutes} onChange={(minutes) => onChange({ ...rule, minutes })} />
          <Toggle label="A wallet cannot be read" on={rule.wallets} onChange={(wallets) => onChange({ ...rule, wallets })} />
          <Toggle label="A coin has no price" on={rule.unpriced} onChange={(unpriced) => onChange({ ...rule, unpriced })} />
        </>
      )
    case 'key':
      return <MinutesField label="Expires within, days" value={rule.days} onChange={(days) => onChange({ ...rule, days })} />
    case 'worker':
      return (
        <MinutesField
          label="Nothing read for, minutes"
          value={rule.minutes}
          onChange={(minutes) => onChange({ ...rule, minutes })}
        />
      )
    default:
      return null
  }
}

type Scoped = Extract<Rule, { of: string }>

function OfField({ rule, onChange }: { rule: Scoped; onChange: (rule: Rule) => void }) {
  return (
    <ChoiceField
      label="Of"
      value={rule.of}
      choices={[
        ['total', 'All accounts together'],
        ['account', 'Each account'],
      ]}
      onChange={(of) => onChange({ ...rule, of })}
    />
  )
}

function TextField({
  label,
  help,
  value,
  onChange,
}: {
  label: string
  help: string
  value: string
  onChange: (text: string) => void
}) {
  return (
    <Field label={label} help={help}>
      {(control) => (
        <Input
          {...control}
          autoComplete="off"
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

function MinutesField({ label, value, onChange }: { label: string; value: number; onChange: (value: number) => void }) {
  return (
    <Field label={label}>
      {(control) => (
        <Input
          {...control}
          inputMode="numeric"
          autoComplete="off"
          className="figures text-right"
          value={value === 0 ? '' : String(value)}
          onChange={(event) => onChange(Number(event.target.value.replace(/\D/g, '').slice(0, 5)))}
        />
      )}
    </Field>
  )
}

function Toggle({ label, on, onChange }: { label: string; on: boolean; onChange: (on: boolean) => void }) {
  return <Field label={label}>{(control) => <Switch {...control} checked={on} onCheckedChange={onChange} />}</Field>
}
