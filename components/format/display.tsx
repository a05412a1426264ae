'use client'
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { Decimal, type DecimalString } from '@/server/domain/decimal'

/** How this person reads numbers and times. */
export interface Display {
  /** BCP 47, from the browser's own request, so that server and browser write the same. */
  locale: string
  /** IANA name; undefined: the browser's. */
  timeZone: string | undefined
  /** Currency that sums are shown in. */
  currency: string
  /** USD that one unit of `currency` is worth; null while it is not known, then sums stay in USD. */
  usdPerUnit: DecimalString | null
  /** Rows worth less than this many USD count as dust. */
  dustUsd: DecimalString
}

export const DEFAULT_DISPLAY: Display = { locale: 'en-US', timeZone: undefined, currency: 'USD', usdPerUnit: '1', dustUsd: '1' }

const DisplayContext = createContext<Display>(DEFAULT_DISPLAY)

/** Sets some or all of the choices for everything inside; the rest stays as it is further out. */
export function DisplayProvider({ children, ...choices }: Partial<Display> & { children: ReactNode }) {
  const { locale, timeZone, currency, usdPerUnit, dustUsd } = { ...useContext(DisplayContext), ...choices }
  // The same object as long as nothing in it changes: charts are drawn anew when it does.
  const display = useMemo(
    () => ({ locale, timeZone, currency, usdPerUnit, dustUsd }),
    [locale, timeZone, currency, usdPerUnit, dustUsd],
  )
  return <DisplayContext value={display}>{children}</DisplayContext>
}

export function useDisplay(): Display {
  return useContext(DisplayContext)
}

/** A USD sum in the currency that is shown, and that currency's code. */
export function inDisplayCurrency(usd: DecimalString, display: Display): { value: DecimalString; currency: string } {
  if (display.currency === 'USD' || display.usdPerUnit === null) return { value: usd, currency: 'USD' }
  const rate = new Decimal(display.usdPerUnit)
  if (!rate.gt(0)) return { value: usd, currency: 'USD' }
  return { value: new Decimal(usd).div(rate).toDecimalPlaces(18).toFixed(), currency: display.currency }
}
