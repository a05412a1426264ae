'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { CopyButton } from '../ui/copy-button'
import { failureOf } from '../ui/failure'

function Address({ address }: { address: string }) {
  const { t } = useLingui()
  return (
    <span className="flex items-center gap-1">
      <code className="break-all font-mono">{address}</code>
      <CopyButton size="icon-sm" variant="ghost" value={address} what={t`the address ${address}`} />
    </span>
  )
}

/**
 * The addresses that keys are bound to: as the operator has set them; where they have not, as an exchange says when it is
 * asked, which somebody must want.
 * @param forOperator says how they are set, in the place of who would set them
 */
export function EgressAddresses({ forOperator = false }: { forOperator?: boolean }) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const { data } = useSuspenseQuery(trpc.exchanges.egress.queryOptions())
  const ask = useMutation(trpc.exchanges.askEgress.mutationOptions())
  if (data.addresses.length > 0) {
    return (
      <ul className="flex flex-col text-sm">
        {data.addresses.map((address) => (
          <li key={address}>
            <Address address={address} />
          </li>
        ))}
      </ul>
    )
  }
  const [exchange] = data.askable
  return (
    <div className="flex flex-col items-start gap-2 text-sm">
      <p className="text-muted-foreground">
        {forOperator ? (
          <Trans>
            Not set. <code>EGRESS_ADDRESSES</code> names the addresses, with commas between them.
          </Trans>
        ) : (
          t`The operator has not set it.`
        )}
      </p>
      {ask.data ? (
        <div role="status">
          <Address address={ask.data.address} />
          <p className="text-muted-foreground text-xs">
            <Trans>As {ask.data.name} sees it. Others see the same, unless this server reaches them in another way.</Trans>
          </p>
        </div>
      ) : exchange ? (
        <Button size="sm" loading={ask.isPending} onClick={() => ask.mutate({ exchange: exchange.id })}>
          <Trans>Ask {exchange.name}</Trans>
        </Button>
      ) : null}
      {ask.error ? (
        <p role="alert" className="text-destructive text-xs">
          {failureOf(ask.error).message}
        </p>
      ) : null}
    </div>
  )
}
