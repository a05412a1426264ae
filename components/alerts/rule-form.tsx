'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { type FormEvent, useState } from 'react'
import type { Rule } from '@/server/domain/alerts/rule'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Notice } from '../ui/notice'
import { RuleChoices } from './rule-choices'
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
  const { t } = useLingui()
  const [rule, setRule] = useState(begun)
  const unit = unitOf(rule)
  const [warn, setWarn] = useState('warn' in begun ? shownLimit(begun.warn, unitOf(begun)) : '')
  const [urgent, setUrgent] = useState('urgent' in begun ? shownLimit(begun.urgent, unitOf(begun)) : '')
  const [wrong, setWrong] = useState<{ warn?: string; urgent?: string }>({})

  const save = (event: FormEvent) => {
    event.preventDefault()
    if (!('warn' in rule)) return onSave(rule)
    const kept = { warn: keptLimit(warn, unit), urgent: keptLimit(urgent, unit) }
    const message = t`Enter a number above 0, or leave it empty.`
    setWrong({ ...(kept.warn === undefined && { warn: message }), ...(kept.urgent === undefined && { urgent: message }) })
    if (kept.warn === undefined || kept.urgent === undefined) return
    onSave({ ...rule, warn: kept.warn, urgent: kept.urgent })
  }

  return (
    <form onSubmit={save} noValidate className="grid gap-4 px-4 py-3 sm:grid-cols-2">
      <RuleChoices rule={rule} onChange={setRule} />
      {unit === null ? null : (
        <>
          <LimitField label={t`Warn`} unit={unit} value={warn} onChange={setWarn} error={wrong.warn ?? problem?.fields.warn} />
          <LimitField
            label={t`Urgent`}
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
          <Trans>Cancel</Trans>
        </Button>
        <Button type="submit" variant="primary" loading={saving}>
          <Trans>Save</Trans>
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
  const { t } = useLingui()
  return (
    <Field label={`${label}, ${UNIT_SIGN[unit]}`} help={t`Empty: not at all.`} error={error}>
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
