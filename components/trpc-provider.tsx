'use client'

import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createTRPCContext } from '@trpc/tanstack-react-query'
import { type ReactNode, useState } from 'react'
import { makeQueryClient } from '@/server/schemas/query-client'
import type { AppRouter } from '@/server/trpc/root'
import { useDesk } from './desk/desk-of-page'
import { makeClient } from './trpc-client'

const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>()

export { useTRPC, useTRPCClient }

let ofBrowser: { desk: string | null; queryClient: QueryClient } | undefined

/** One cache a tab and desk, kept over suspended first renders; on the server one a request. */
function getQueryClient(desk: string | null): QueryClient {
  if (typeof window === 'undefined') return makeQueryClient()
  if (ofBrowser?.desk !== desk) ofBrowser = { desk, queryClient: makeQueryClient() }
  return ofBrowser.queryClient
}

/** Gives client components `useTRPC()`. The live line is a matter of its own. */
export function TrpcProvider({ children }: { children: ReactNode }) {
  const desk = useDesk()
  const queryClient = getQueryClient(desk)
  const [trpcClient] = useState(() => makeClient(desk))
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  )
}
