'use client'
import { useLingui } from '@lingui/react/macro'
import { BellOff } from 'lucide-react'
import { Card } from '../ui/card'
import { EmptyState } from '../ui/empty-state'
import { FiringSection } from './firing-section'

/** For a member who sees some of the desk's accounts: what fires of theirs. Rules and channels are of all of them. */
export function LimitedAlerts() {
  return (
    <>
      <FiringSection />
      <RulesOfAll />
    </>
  )
}

/** Why neither rules nor channels stand here. */
export function RulesOfAll() {
  const { t } = useLingui()
  return (
    <Card>
      <EmptyState
        icon={BellOff}
        title={t`Rules and channels are of the whole desk`}
        description={t`You see some of its accounts. What fires for these stands here and on the bell; who is told of what else, managers and owners decide.`}
      />
    </Card>
  )
}
