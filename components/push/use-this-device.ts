'use client'
import { useMutation } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import type { Subscription } from '@/server/domain/alerts/device'
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

const NO_SERVICE =
  'This browser could not reach its maker’s push service. Check that messages are not switched off in its settings, and the network.'

function problemOf(error: unknown): string {
  if (error instanceof NotAllowed) return SUPPORT_WORDS.denied
  if (error instanceof NoPushService) return NO_SERVICE
  return failureOf(error).message
}

/** Whether this browser is told by push, and what turns that on. */
export function useThisDevice(onTested: (name: string) => void): ThisDevice {
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
      const { name } = deviceName(navigator.userAgent)
      const add = (subscription: Subscription) => client.alerts.addDevice.mutate({ name, ...subscription })
      const channel = await add(await subscribe(publicKey, { anew })).catch(async (error: unknown) => {
        if (!failureOf(error).fields.device) throw error
        return add(await subscribe(publicKey, { anew: true }))
      })
      await client.alerts.testChannel.mutate({ id: channel.id })
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
    problem: turnOn.error ? problemOf(turnOn.error) : null,
  }
}
