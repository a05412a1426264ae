'use client'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'
import { warmLocale } from '@/server/domain/number-format'
import type { DisplayRateView, SettingsView } from '@/server/domain/views'
import { DisplayProvider } from '../format/display'
import { MARKET_RATE_MS } from '../live/market-rates'
import { useTRPC } from '../trpc-provider'
import { useStoredTheme } from './use-theme-choice'

interface DisplayChoicesProps {
  settings: SettingsView
  rate: DisplayRateView
  /** BCP 47, of the request. */
  locale: string
  children: ReactNode
}

/** How this person wants numbers, times and colours, for everything inside. */
export function DisplayChoices({ settings, rate: first, locale, children }: DisplayChoicesProps) {
  const trpc = useTRPC()
  useStoredTheme(settings.theme)
  const { data: rate } = useQuery({
    ...trpc.settings.displayRate.queryOptions(),
    initialData: first,
    enabled: settings.baseCurrency !== 'USD',
    staleTime: MARKET_RATE_MS,
  })
  const { baseCurrency } = settings
  useEffect(() => {
    const timers = warmLocale(locale, baseCurrency).map((step) => setTimeout(step))
    return () => {
      for (const timer of timers) clearTimeout(timer)
    }
  }, [locale, baseCurrency])
  // Just chosen, and not asked for yet.
  const fits = rate.currency === settings.baseCurrency
  return (
    <DisplayProvider
      locale={locale}
      timeZone={settings.timeZone ?? undefined}
      dustUsd={settings.dustThreshold}
      currency={settings.baseCurrency}
      usdPerUnit={fits ? rate.usdPerUnit : null}
    >
      {children}
    </DisplayProvider>
  )
}
