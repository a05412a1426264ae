'use client'
import { useLingui } from '@lingui/react/macro'
import { LOG_PAGE, LogList } from '../settings/log-list'
import { useTRPC, useTRPCClient } from '../trpc-provider'

/** Who did what on the desk; for owners and managers. */
export function DeskLogSection() {
  const { t } = useLingui()
  const trpc = useTRPC()
  const client = useTRPCClient()
  return (
    <LogList
      title={t`Log`}
      description={t`Who did what on this desk. Nobody can alter it here.`}
      failed={t`The desk’s log could not be loaded`}
      queryKey={trpc.desks.log.queryKey({ limit: LOG_PAGE })}
      read={(before, signal) => client.desks.log.query({ limit: LOG_PAGE, ...(before && { before }) }, { signal })}
      aside={({ by }) => (by ? <span className="break-all">{by}</span> : null)}
    />
  )
}
