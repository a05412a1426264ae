'use client'
import { Trans } from '@lingui/react/macro'
import { Notice } from '../ui/notice'
import { ChannelsSection } from './channels-section'
import { FiringSection } from './firing-section'
import { HistorySection } from './history-section'
import { RulesSection } from './rules-section'

/**
 * For a member who sees some of the desk's accounts: what fires of theirs, rules and channels of their own, and what was sent by
 * these. What the desk's rules are, and when nobody is told, is of all of its accounts.
 */
export function LimitedAlerts() {
  return (
    <>
      <SomeAccounts />
      <FiringSection />
      <RulesSection />
      <ChannelsSection />
      <HistorySection />
    </>
  )
}

/** What stands here is not all that is watched. */
function SomeAccounts() {
  return (
    <Notice tone="info">
      <Trans>
        You see some of this desk’s accounts. Rules and channels that stand here are your own, and are of these alone. What the
        desk’s rules find in them fires here and is told to you too.
      </Trans>
    </Notice>
  )
}
