'use client'
import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { type ComponentType, type ReactNode, useEffect, useState } from 'react'
import { toast } from './toast'
import { useServed } from './use-served'

const AGAIN_MS = 5000
const NOT_FETCHED = msg`This part of the page could not be fetched. Check your connection.`

/**
 * A component whose code comes when it is first drawn; `place` stands there until then, or nothing. Code that could not be
 * fetched is said where somebody waits for it (`open`), and asked for again when it is opened the next time; with `persist`
 * it is asked for until it is there. `warm` fetches it ahead, where somebody points at what will open it.
 *
 * It never suspends: `next/dynamic` without a boundary of its own holds up every other change of the page until the code
 * is there, a key pressed in a field too, shows the skeleton of a whole page around a dialog, and makes a failed fetch
 * the failure of the page.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { persist = false, place = null }: { persist?: boolean; place?: ReactNode } = {},
): ComponentType<Props> & { warm: () => void } {
  let loaded: ComponentType<Props> | null = null
  let loading: Promise<ComponentType<Props>> | null = null

  async function fetchOnce(): Promise<ComponentType<Props>> {
    loading ??= load()
    try {
      loaded = await loading
      return loaded
    } finally {
      loading = null
    }
  }

  // biome-ignore lint/correctness/noComponentHookFactories: made once, where its module begins.
  function LazyPart(props: Props) {
    const { t } = useLingui()
    const open = 'open' in props && props.open === true
    // Code that is there already was not on the server, which drew its place: what takes that over begins with it too.
    const served = useServed()
    const [Part, setPart] = useState(() => (served ? null : loaded))
    const [attempt, setAttempt] = useState(0)
    // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt asks again.
    useEffect(() => {
      if (Part !== null) return
      let gone = false
      let timer: ReturnType<typeof setTimeout> | undefined
      const again = () => setAttempt((count) => count + 1)
      fetchOnce().then(
        (component) => {
          if (!gone) setPart(() => component)
        },
        () => {
          if (gone) return
          if (persist) timer = setTimeout(again, AGAIN_MS)
          else if (open) toast.error(t(NOT_FETCHED), { action: { label: t`Try again`, onClick: again } })
        },
      )
      return () => {
        gone = true
        clearTimeout(timer)
      }
    }, [Part, open, attempt])
    return Part === null ? place : <Part {...props} />
  }
  return Object.assign(LazyPart, { warm: () => void fetchOnce().catch(() => {}) })
}
