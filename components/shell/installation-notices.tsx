'use client'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '../trpc-provider'
import { Notice } from '../ui/notice'

/** How often is asked whether there is something to tell. */
const ASK_MS = 30_000

/** What is wrong with the installation itself, on every page: a clock that was moved, a backup that failed. */
export function InstallationNotices() {
  const { t } = useLingui()
  const trpc = useTRPC()
  // Not asked for ahead: no page waits for what is nearly always nothing.
  const { data = [] } = useQuery({ ...trpc.installation.notices.queryOptions(), staleTime: ASK_MS, refetchInterval: ASK_MS })
  if (data.length === 0) return null
  return (
    <section aria-label={t`About this installation`} className="space-y-2 px-4 pt-4 md:px-6">
      {data.map(({ kind, text }) => (
        <Notice key={kind} tone="warning">
          <p>{text}</p>
        </Notice>
      ))}
    </section>
  )
}
