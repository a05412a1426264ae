'use client'
import type { I18n } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import { deviceOf, type Subscription } from '@/server/domain/alerts/device'
import { useFreshAlerts } from '../alerts/use-fresh-alerts'
import { deviceName } from '../settings/device-name'
import { useTRPCClient } from '../trpc-provider'
import { failureOf } from '../ui/failure'
import { askPermission, deviceHere, giveUp, NoPushService, NotAllowed, subscribe } from './browser'
import { browserTraits, type PushSupport, pushSupport, SUPPORT_WORDS } from './support'

export interface ThisDevice {
  /** Undefined until the browser has said it. */
  support: PushSupport | undefined
  /** What its channel is known by; null: it has none. */
  device: string | null
  /** Asks the person, subscribes, and has a test sent. @param anew gives up a subscription that takes nothing any more */
  turnOn: (how?: { anew: boolean }) => void
  /** Takes no more messages here. */
  turnOff: () => Promise<void>
  pending: boolean
  /** Why it did not go, for a person. */
  problem: string | null
}

const NO_SERVICE = msg`This browser could not reach its maker’s push service. Check that messages are not switched off in its settings, and the network.`

function problemOf(error: unknown, i18n: I18n): string {
  if (error instanceof NotAllowed) return i18n._(SUPPORT_WORDS.denied)
  if (error instanceof NoPushService) return i18n._(NO_SERVICE)
  return failureOf(error).message
}

/** Whether this browser is told by push, and what turns that on. */
export function useThisDevice(onTested: (name: string) => void): ThisDevice {
  const { i18n } = useLingui()
  const client = useTRPCClient()
  const refresh = useFreshAlerts()
  const [support, setSupport] = useState<PushSupport>()
  const [device, setDevice] = useState<string | null>(null)
  const look = useCallback(async () => {
    setSupport(pushSupport(browserTraits()))
    setDevice(await deviceHere().catch(() => null))
  }, [])
  useEffect(() => void look(), [look])
  const turnOn = useMutation({
    mutationFn: async ({ anew }: { anew: boolean }) => {
      await askPermission()
      const { publicKey } = await client.alerts.pushKey.query()
      const { name } = deviceName(navigator.userAgent, i18n)
      const add = async (subscription: Subscription) => {
        await client.alerts.addDevice.mutate({ name, ...subscription })
        return deviceOf(subscription)
      }
      const added = await add(await subscribe(publicKey, { anew })).catch(async (error: unknown) => {
        if (!failureOf(error).fields.device) throw error
        return add(await subscribe(publicKey, { anew: true }))
      })
      await client.alerts.testDevice.mutate({ device: added })
      return name
    },
    onSuccess: onTested,
    onSettled: async () => {
      await look()
      await refresh()
    },
  })
  return {
    support,
    device,
    turnOn: (how = { anew: false }) => turnOn.mutate(how),
    turnOff: async () => {
      await giveUp().catch(() => {})
      await look()
    },
    pending: turnOn.isPending,
    problem: turnOn.error ? problemOf(turnOn.error, i18n) : null,
  }
}
