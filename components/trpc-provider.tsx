'use client'

import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createTRPCClient, httpBatchStreamLink, httpSubscriptionLink, splitLink } from '@trpc/client'
import { createTRPCContext } from '@trpc/tanstack-react-query'
import { type ReactNode, useState } from 'react'
import { makeQueryClient } from '@/server/schemas/query-client'
import { transformer } from '@/server/schemas/wire'
import type { AppRouter } from '@/server/trpc/root'

const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>()

export { useTRPC, useTRPCClient }

const URL = '/api/trpc'

let browserQueryClient: QueryClient | undefined

/** One cache a tab, kept over suspended first renders; on the server one a request. */
function getQueryClient(): QueryClient {
  if (typeof window === 'undefined') return makeQueryClient()
  browserQueryClient ??= makeQueryClient()
  return browserQueryClient
}

/** Gives client components `useTRPC()`: queries and mutations in streamed batches, subscriptions over server-sent events. */
export function TrpcProvider({ children }: { children: ReactNode }) {
  const queryClient = getQueryClient()
  const [trpcClient] = useState(() =>
    createTRPCClient<AppRouter>({
      links: [
        splitLink({
          condition: (operation) => operation.type === 'subscription',
          true: httpSubscriptionLink({ url: URL, transformer }),
          false: httpBatchStreamLink({ url: URL, transformer, maxURLLength: 4000, maxItems: 20 }),
        }),
      ],
    }),
  )
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  )
}
