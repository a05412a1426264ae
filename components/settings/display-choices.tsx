'use client'
import type { ReactNode } from 'react'
import type { SettingsView } from '@/server/domain/views'
import { DisplayProvider } from '../format/display'
import { useStoredTheme } from './use-theme-choice'

interface DisplayChoicesProps {
  settings: SettingsView
  /** BCP 47, of the request. */
  locale: string
  children: ReactNode
}

/** How this person wants numbers, times and colours, for everything inside. */
export function DisplayChoices({ settings, locale, children }: DisplayChoicesProps) {
  useStoredTheme(settings.theme)
  return (
    <DisplayProvider locale={locale} timeZone={settings.timeZone ?? undefined} dustUsd={settings.dustThreshold}>
      {children}
    </DisplayProvider>
  )
}
