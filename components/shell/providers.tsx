'use client'
import type { ReactNode } from 'react'
import { NonceProvider } from '../ui/nonce'
import { FollowTheme } from '../ui/theme'

/** What every page stands in, signed in or not. What calls the server has `TrpcProvider` around it. */
export function Providers({ children, nonce }: { children: ReactNode; nonce: string | undefined }) {
  return (
    <NonceProvider nonce={nonce}>
      <FollowTheme />
      {children}
    </NonceProvider>
  )
}
