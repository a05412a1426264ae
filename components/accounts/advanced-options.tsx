'use client'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { ChevronRight } from 'lucide-react'
import { type Control, Controller } from 'react-hook-form'
import { MARGIN_MODES } from '@/server/domain/views'
import type { ExchangeInfo } from '@/server/exchanges/port'
import { saidChoices } from '../language/said-choices'
import { ChoiceField } from '../ui/choice-field'
import { Switch } from '../ui/switch'
import { MARGIN_MODE_WORDS } from './margin-mode-words'
import type { AccountFormValues } from './use-credential-form'

/** Whoever chooses one is told what it comes to. */
const WORDS = { ...MARGIN_MODE_WORDS, CASH: msg`Cash (no margin)` }
const CHOICES = MARGIN_MODES.map((mode) => [mode, WORDS[mode]] as const)

interface AdvancedOptionsProps {
  control: Control<AccountFormValues>
  exchange: ExchangeInfo
  disabled: boolean
}

/** What most people never change. */
export function AdvancedOptions({ control, exchange, disabled }: AdvancedOptionsProps) {
  const { t } = useLingui()
  return (
    <details className="group">
      <summary className="touch-target inline-flex list-none items-center gap-1 rounded-sm font-medium text-muted-foreground text-sm hover:text-foreground [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
        <Trans>More options</Trans>
      </summary>
      <div className="mt-3 flex flex-col gap-4">
        <Controller
          control={control}
          name="marginMode"
          render={({ field }) => (
            <ChoiceField
              label={t`Margin mode`}
              help={t`Used when leverage is set from here. It changes nothing on the exchange by itself.`}
              choices={saidChoices(CHOICES, t)}
              {...field}
              disabled={disabled}
            />
          )}
        />
        {exchange.sandbox ? (
          <Controller
            control={control}
            name="sandbox"
            render={({ field }) => (
              <div className="flex items-start justify-between gap-4">
                <label htmlFor="sandbox" className="select-none">
                  <span className="block font-medium">
                    <Trans>Test network</Trans>
                  </span>
                  <span className="block text-muted-foreground text-xs">
                    <Trans>The key was made on {exchange.name}'s test network.</Trans>
                  </span>
                </label>
                <Switch id="sandbox" checked={field.value} onCheckedChange={field.onChange} disabled={disabled} />
              </div>
            )}
          />
        ) : null}
      </div>
    </details>
  )
}
