'use client'
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { AccountView } from '@/server/domain/views'
import { useTRPC } from '../trpc-provider'
import { type Failure, failureOf } from '../ui/failure'
import type { ProgressStep, StepState } from './save-progress'

interface SaveOptions {
  exchangeName: string
  /** Tries the key and stores it: creating, updating or restoring. */
  save: () => Promise<AccountView>
  onSaved: (account: AccountView) => void
  onRefused: (failure: Failure) => void
}

/** Saving an account in steps that a person can watch: the key is tried and stored, then the first balances are read. */
export function useSaveAccount() {
  const { t } = useLingui()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const refresh = useMutation(trpc.balances.refresh.mutationOptions())
  const [steps, setSteps] = useState<readonly ProgressStep[] | null>(null)

  async function run({ exchangeName, save, onSaved, onRefused }: SaveOptions): Promise<void> {
    const show = (saving: StepState, reading: StepState, note?: string) =>
      setSteps([
        { id: 'save', label: t`Try the key on ${exchangeName} and save it`, state: saving },
        { id: 'read', label: t`Read the balances`, state: reading, ...(note ? { note } : {}) },
      ])
    show('running', 'waiting')
    let account: AccountView
    try {
      account = await save()
    } catch (error) {
      setSteps(null)
      onRefused(failureOf(error))
      return
    }
    show('done', 'running')
    try {
      const [result] = await refresh.mutateAsync({ accountIds: [account.id] })
      if (result?.ok === false) {
        const { message } = result
        show('done', 'failed', t`${message} It is tried again by itself.`)
      } else show('done', 'done')
    } catch (error) {
      // The account is saved; the worker reads it later.
      show('done', 'failed', failureOf(error).message)
    }
    await queryClient.invalidateQueries()
    onSaved(account)
  }

  return { steps, run }
}
