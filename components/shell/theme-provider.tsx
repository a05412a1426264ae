'use client'
import { ThemeProvider as NextThemes } from 'next-themes'
import type { ReactNode } from 'react'
import { NonceProvider, useNonce } from '../ui/nonce'
import { TooltipProvider } from '../ui/tooltip'

/** Light and dark by the system's setting or by choice; `nonce` lets inline scripts and styles through the CSP. */
export function ThemeProvider({ children, nonce }: { children: ReactNode; nonce: string | undefined }) {
  return (
    <NonceProvider nonce={nonce}>
      <Themes>
        <TooltipProvider delayDuration={300} skipDelayDuration={150}>
          {children}
        </TooltipProvider>
      </Themes>
    </NonceProvider>
  )
}

function Themes({ children }: { children: ReactNode }) {
  return (
    <NextThemes attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange nonce={useNonce()}>
      {children}
    </NextThemes>
  )
}
