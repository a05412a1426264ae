'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ForRole } from '../desks/desk-role'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { failureOf } from '../ui/failure'
import { Notice } from '../ui/notice'
import { toast } from '../ui/toast'

/** Puts made-up accounts on an empty desk, for a look. */
export function AddSample() {
  const { t } = useLingui()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const add = useMutation(
    trpc.accounts.addSample.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(),
      onError: (error) => toast.error(t`The sample desk could not be put up`, { description: failureOf(error).message }),
    }),
  )
  return (
    <Button loading={add.isPending} onClick={() => add.mutate()}>
      <Trans>Look at a sample desk</Trans>
    </Button>
  )
}

/** Says that what is shown is made up, and takes it away. */
export function SampleNotice() {
  const { t } = useLingui()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const remove = useMutation(
    trpc.accounts.removeSample.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(),
      onError: (error) => toast.error(t`The sample desk could not be taken away`, { description: failureOf(error).message }),
    }),
  )
  return (
    <Notice tone="warning" title={t`This is a sample desk`}>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <p className="text-muted-foreground">
          <Trans>Its accounts, prices and history are made up. It goes by itself when you add an account of your own.</Trans>
        </p>
        <ForRole least="manager">
          <Button size="sm" loading={remove.isPending} onClick={() => remove.mutate()}>
            <Trans>Take it away</Trans>
          </Button>
        </ForRole>
      </div>
    </Notice>
  )
}
