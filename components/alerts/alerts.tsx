'use client'
import { ChannelsSection } from './channels-section'
import { FiringSection } from './firing-section'
import { HistorySection } from './history-section'
import { QuietSection } from './quiet-section'
import { RulesSection } from './rules-section'

/** What fires now, the rules, the ways to be told, when to be left alone, and what was sent. */
export function Alerts() {
  return (
    <>
      <FiringSection />
      <RulesSection />
      <ChannelsSection />
      <QuietSection />
      <HistorySection />
    </>
  )
}
