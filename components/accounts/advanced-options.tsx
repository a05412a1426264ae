'use client'
import { ChevronRight } from 'lucide-react'
import { type Control, Controller } from 'react-hook-form'
import type { AccountMarginMode } from '@/server/domain/views'
import type { ExchangeInfo } from '@/server/exchanges/port'
import { ChoiceField } from '../ui/choice-field'
import { Switch } from '../ui/switch'
import type { AccountFormValues } from './use-credential-form'

export const MARGIN_MODE_LABELS: Record<AccountMarginMode, string> = {
  CROSS: 'Cross',
  ISOLATED: 'Isolated',
  CASH: 'Cash (no margin)',
  SPOT_ISOLATED: 'Spot isolated',
}

const MARGIN_MODES = Object.entries(MARGIN_MODE_LABELS)

interface AdvancedOptionsProps {
  control: Control<AccountFormValues>
  exchange: ExchangeInfo
  disabled: boolean
}

/** What most people never change. */
export function AdvancedOptions({ control, exchange, disabled }: AdvancedOptionsProps) {
  return (
    <details className="group">
      <summary className="touch-target inline-flex list-none items-center gap-1 rounded-sm font-medium text-muted-foreground text-sm hover:text-foreground [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
        More options
      </summary>
      <div className="mt-3 flex flex-col gap-4">
        <Controller
          control={control}
          name="marginMode"
          render={({ field }) => (
            <ChoiceField
              label="Margin mode"
              help="Used when leverage is set from here. It changes nothing on the exchange by itself."
              choices={MARGIN_MODES}
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
                  <span className="block font-medium">Test network</span>
                  <span className="block text-muted-foreground text-xs">The key was made on {exchange.name}'s test network.</span>
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
