'use client'
import { usePathname, useRouter } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import { inDesk, splitDesk } from '@/server/schemas/desk-path'
import { useDesk } from './desk-of-page'

/** Turns addresses of the application into those of the page's desk. */
export function useDeskHref(): (href: string) => string {
  const desk = useDesk()
  return useCallback((href) => inDesk(desk, href), [desk])
}

/** The framework's router, which stays in the page's desk. */
export function useDeskRouter(): ReturnType<typeof useRouter> {
  const router = useRouter()
  const to = useDeskHref()
  return useMemo(
    () => ({
      ...router,
      push: (href, options) => router.push(to(href), options),
      replace: (href, options) => router.replace(to(href), options),
      prefetch: (href, options) => router.prefetch(to(href), options),
    }),
    [router, to],
  )
}

/** Where one is, as the application names it: without the desk, which the server's first drawing does not see either. */
export function useDeskPath(): string {
  const pathname = usePathname()
  return splitDesk(pathname)?.path ?? pathname
}
