'use client'
import { useLingui } from '@lingui/react/macro'
import { EgressAddresses } from '../accounts/egress-addresses'
import { SettingsSection } from '../settings/section'

/** What people bind their keys to, as it is shown where they add an account; for administrators. */
export function EgressSection() {
  const { t } = useLingui()
  return (
    <SettingsSection
      title={t`Address that exchanges see`}
      description={t`Shown where accounts are added, so that people bind their API keys to it.`}
    >
      <EgressAddresses forOperator />
    </SettingsSection>
  )
}
