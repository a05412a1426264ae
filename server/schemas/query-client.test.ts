import { MutationObserver } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import { makeQueryClient } from './query-client'

it('keeps nothing of what was asked with, once nobody looks at what came of it', async () => {
  const client = makeQueryClient()
  const form = new MutationObserver(client, { mutationFn: async (key: { apiSecret: string }) => key.apiSecret.length })
  const leave = form.subscribe(() => {})
  await form.mutate({ apiSecret: 'of an account' })
  expect(client.getMutationCache().getAll()).toHaveLength(1)
  leave()
  await expect.poll(() => client.getMutationCache().getAll()).toEqual([])
})
