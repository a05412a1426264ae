'use client'
import { useLingui } from '@lingui/react/macro'
import { useTRPC, useTRPCClient } from '../trpc-provider'
import { deviceName } from './device-name'
import { LOG_PAGE, LogList } from './log-list'

/** What happened to this person's account here, newest first. It can be read, not changed. */
export function AuditSection() {
  const { i18n, t } = useLingui()
  const trpc = useTRPC()
  const client = useTRPCClient()
  return (
    <LogList
      title={t`Activity`}
      description={t`Sign-ins, keys and tokens. Nobody can alter it here.`}
      failed={t`Your activity could not be loaded`}
      queryKey={trpc.audit.list.queryKey({ limit: LOG_PAGE })}
      read={(before, signal) => client.audit.list.query({ limit: LOG_PAGE, ...(before && { before }) }, { signal })}
      aside={({ ipAddress, userAgent, actor }) => (
        <>
          {ipAddress ? <span>{ipAddress}</span> : null}
          {userAgent && actor !== 'token' ? <span>{deviceName(userAgent, i18n).name}</span> : null}
        </>
      )}
    />
  )
}
