'use client'
import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { failureOf } from '../ui/failure'
import { Notice } from '../ui/notice'

/** Asks whoever signed up to show that the address is theirs, by a link that is sent there. */
export function AddressProof({ address, title, why }: { address: string; title: string; why: string }) {
  const trpc = useTRPC()
  const send = useMutation(trpc.security.requestAddressProof.mutationOptions())
  return (
    <Notice tone="warning" title={title}>
      {send.isSuccess ? (
        <p role="status" className="break-words">
          <Trans>A link is on its way to {address}. Follow it in this browser within a day, then come back here.</Trans>
        </p>
      ) : (
        <p className="break-words">{why}</p>
      )}
      {send.error ? (
        <p role="alert" className="mt-1 text-destructive">
          {failureOf(send.error).message}
        </p>
      ) : null}
      {send.isSuccess ? null : (
        <Button className="mt-2.5" loading={send.isPending} onClick={() => send.mutate()}>
          <Trans>Send the link</Trans>
        </Button>
      )}
    </Notice>
  )
}
