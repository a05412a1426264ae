'use client'
import type { ReactNode } from 'react'
import { useDeskPath } from '../desk/navigation'
import { IntentLink } from '../ui/intent-link'

interface NavLinkProps {
  href: string
  className: string
  children: ReactNode
}

/** A link of the navigation that knows whether it leads to where one is: all of the navigation that needs the browser. */
export function NavLink({ href, className, children }: NavLinkProps) {
  const pathname = useDeskPath()
  const current = pathname === href || pathname.startsWith(`${href}/`)
  return (
    <IntentLink href={href} aria-current={current ? 'page' : undefined} className={className}>
      {children}
    </IntentLink>
  )
}
