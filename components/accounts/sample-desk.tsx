'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'

import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { failureOf } from '../ui/failure'
import { Notice } from '../ui/notice'
import { toast } from '../ui/toast'

/** Puts made-up accounts on an empty desk, for a look. */
export function AddSample() {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const add = useMutation(
    trpc.accounts.addSample.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(),
      onError: (error) => toast.error('The sample desk could not be put up', { description: failureOf(error).message }),
    }),
  )
  return (
    <Button loading={add.isPending} onClick={() => add.mutate()}>
      Look at a sample desk
    </Button>
  )
}

/** Says that what is shown is made up, and takes it away. */
export function SampleNotice() {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const remove = useMutation(
    trpc.accounts.removeSample.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(),
      onError: (error) => toast.error('The sample desk could not be taken away', { description: failureOf(error).message }),
    }),
  )
  return (
    <Notice tone="warning" title="This is a sample desk">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <p className="text-muted-foreground">
          Its accounts, prices and history are made up. It goes by itself when you add an account of your own.
        </p>
        <Button size="sm" loading={remove.isPending} onClick={() => remove.mutate()}>
          Take it away
        </Button>
      </div>
    </Notice>
  )
}
