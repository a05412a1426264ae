'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { BellRing } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import type { Suggestion } from '@/server/domain/alerts/suggest'
import type { AlertRuleView } from '@/server/domain/views'
import { ForRole } from '../desks/desk-role'
import { Multiple, Percent } from '../format/amount'
import { Money } from '../format/money'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { failureOf } from '../ui/failure'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { IntentLink } from '../ui/intent-link'
import { keptLimit, type LimitUnit, shownLimit, unitOf } from './rule-fields'
import { suggestionWords } from './suggestion-words'
import { useFreshAlerts } from './use-fresh-alerts'

const SIGN: Record<Exclude<LimitUnit, null>, string> = { percent: '%', usd: 'USD', times: '×' }

interface WatchPanelProps {
  suggestions: readonly Suggestion[]
  /** Rules that are about this very thing. */
  own: readonly AlertRuleView[]
}

/** Rules about what stands here, and ways to make one. */
export function WatchPanel({ suggestions, own }: WatchPanelProps) {
  const { t } = useLingui()
  return (
    <div className="flex flex-1 flex-col">
      {own.length > 0 ? (
        <ul aria-label={t`You are told`} className="flex flex-col gap-1 border-b px-4 py-3">
          {own.map(({ id, text, enabled }) => (
            <li key={id} className="flex items-start gap-2">
              <BellRing aria-hidden className={enabled ? 'mt-0.5 size-4 text-brand' : 'mt-0.5 size-4 text-muted-foreground'} />
              <IntentLink href={`/alerts#rule-${id}`} className="min-w-0 hover:underline">
                {text}
                {enabled ? null : (
                  <span className="text-muted-foreground">
                    {' '}
                    <Trans>(off)</Trans>
                  </span>
                )}
              </IntentLink>
            </li>
          ))}
        </ul>
      ) : null}
      <ForRole least="trader" of="accounts">
        {suggestions.map((suggestion) => (
          <SuggestionForm key={suggestion.label} suggestion={suggestion} />
        ))}
      </ForRole>
      <p className="mt-auto border-t px-4 py-2.5 text-muted-foreground text-xs">
        <Trans>
          Rules about all accounts watch it too:{' '}
          <IntentLink href="/alerts" className="underline underline-offset-2 hover:text-foreground">
            Alerts
          </IntentLink>
        </Trans>
      </p>
    </div>
  )
}

function SuggestionForm({ suggestion: { label: english, now, rule } }: { suggestion: Suggestion }) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const refresh = useFreshAlerts()
  const unit = unitOf(rule)
  const words = suggestionWords(rule)
  const label = words ? t(words) : english
  const [limit, setLimit] = useState(() => shownLimit(rule.warn, unit))
  const [wrong, setWrong] = useState<string | null>(null)
  const add = useMutation(trpc.alerts.addRule.mutationOptions({ onSuccess: refresh }))
  const problem = add.error ? failureOf(add.error) : null
  const save = (event: FormEvent) => {
    event.preventDefault()
    const warn = keptLimit(limit, unit)
    setWrong(warn ? null : t`Enter a number above 0.`)
    if (warn) add.mutate({ rule: { ...rule, warn, urgent: null } })
  }
  return (
    <form onSubmit={save} noValidate className="px-4 py-2.5">
      <Field
        label={unit === null ? label : `${label}, ${SIGN[unit]}`}
        error={wrong ?? problem?.fields.warn ?? problem?.fields['rule.warn'] ?? problem?.message}
      >
        {(control) => (
          <div className="flex items-center gap-2">
            <Input
              {...control}
              inputMode="decimal"
              autoComplete="off"
              className="figures w-28 text-right"
              value={limit}
              onChange={(event) => {
                setLimit(event.target.value)
                add.reset()
              }}
            />
            <span className="min-w-0 flex-1 truncate text-muted-foreground text-xs">
              <Trans>
                now <Now value={now} unit={unit} />
              </Trans>
            </span>
            <Button type="submit" size="sm" loading={add.isPending} aria-label={t`Tell me: ${label}`}>
              {add.isSuccess ? t`Added` : t`Tell me`}
            </Button>
          </div>
        )}
      </Field>
    </form>
  )
}

function Now({ value, unit }: { value: string | null; unit: LimitUnit }) {
  if (unit === 'usd') return <Money value={value} />
  return unit === 'times' ? <Multiple value={value} /> : <Percent value={value} decimals={1} />
}
