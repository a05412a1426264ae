'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useId } from 'react'
import { Input } from '../ui/input'
import { Label } from '../ui/label'
import { Notice } from '../ui/notice'

/** What has to be typed, letter for letter save for case. */
export const CONSENT_WORDS = 'this key can withdraw'

export function isConsent(typed: string): boolean {
  return typed.trim().toLowerCase().replace(/\s+/g, ' ') === CONSENT_WORDS
}

interface WithdrawConsentProps {
  exchangeName: string
  value: string
  onChange: (value: string) => void
}

/** A key that may withdraw is refused unless its owner insists in words. */
export function WithdrawConsent({ exchangeName, value, onChange }: WithdrawConsentProps) {
  const { t } = useLingui()
  const id = useId()
  return (
    <Notice tone="warning" title={t`This key may withdraw your money`} role="alert">
      <p className="mt-1">
        <Trans>
          Ballast only reads. Make a key on {exchangeName} without the withdrawal permission and enter that one: whoever gets hold
          of it can then take nothing out.
        </Trans>
      </p>
      <Label htmlFor={id} className="mt-3 block">
        <Trans>To save it all the same, type “{CONSENT_WORDS}”</Trans>
      </Label>
      <Input
        id={id}
        className="mt-1.5"
        value={value}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
      />
    </Notice>
  )
}
