'use client'
import type { ReactNode } from 'react'
import { TrpcProvider } from '../trpc-provider'
import { NonceProvider } from '../ui/nonce'
import { FollowTheme } from '../ui/theme'
import { TooltipProvider } from '../ui/tooltip'

/** What every page stands in, signed in or not. */
export function Providers({ children, nonce }: { children: ReactNode; nonce: string | undefined }) {
  return (
    <NonceProvider nonce={nonce}>
      <FollowTheme />
      <TooltipProvider delayDuration={300} skipDelayDuration={150}>
        <TrpcProvider>{children}</TrpcProvider>
      </TooltipProvider>
    </NonceProvider>
  )
}
