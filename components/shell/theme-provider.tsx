'use client'
import { ThemeProvider as NextThemes } from 'next-themes'
import type { ReactNode } from 'react'
import { TooltipProvider } from '../ui/tooltip'

/** Light and dark by the system's setting or by choice; `nonce` lets its inline script through the CSP. */
export function ThemeProvider({ children, nonce }: { children: ReactNode; nonce?: string | undefined }) {
  return (
    <NextThemes attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange nonce={nonce}>
      <TooltipProvider delayDuration={300} skipDelayDuration={150}>
        {children}
      </TooltipProvider>
    </NextThemes>
  )
}
