'use client'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { IntentLink } from '../ui/intent-link'

interface NavLinkProps {
  href: string
  className: string
  children: ReactNode
}

/** A link of the navigation that knows whether it leads to where one is: all of the navigation that needs the browser. */
export function NavLink({ href, className, children }: NavLinkProps) {
  const pathname = usePathname()
  const current = pathname === href || pathname.startsWith(`${href}/`)
  return (
    <IntentLink href={href} aria-current={current ? 'page' : undefined} className={className}>
      {children}
    </IntentLink>
  )
}
