'use client'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useTRPC } from '../trpc-provider'
import { DataSection } from './data-section'
import { IdentitiesSection } from './identities-section'
import { PasskeysSection } from './passkeys-section'
import { PasswordSection } from './password-section'
import { SecondFactorSection } from './second-factor-section'

/** How this person signs in. */
export function WaysIn() {
  const trpc = useTRPC()
  const { data: security } = useSuspenseQuery(trpc.security.get.queryOptions())
  const { data: settings } = useSuspenseQuery(trpc.settings.get.queryOptions())
  return (
    <>
      <PasswordSection hasPassword={security.hasPassword} email={settings.email} />
      <SecondFactorSection security={security} />
      <PasskeysSection security={security} />
      <IdentitiesSection security={security} />
    </>
  )
}

export function OwnData() {
  const trpc = useTRPC()
  const { data: security } = useSuspenseQuery(trpc.security.get.queryOptions())
  const { data: settings } = useSuspenseQuery(trpc.settings.get.queryOptions())
  return <DataSection hasPassword={security.hasPassword} email={settings.email} />
}
