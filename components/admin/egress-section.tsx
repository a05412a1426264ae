'use client'
import { EgressAddresses } from '../accounts/egress-addresses'
import { SettingsSection } from '../settings/section'

/** What people bind their keys to, as it is shown where they add an account; for administrators. */
export function EgressSection() {
  return (
    <SettingsSection
      title="Address that exchanges see"
      description="Shown where accounts are added, so that people bind their API keys to it."
    >
      <EgressAddresses forOperator />
    </SettingsSection>
  )
}
