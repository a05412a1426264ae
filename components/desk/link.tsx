'use client'
import NextLink from 'next/link'
import type { ComponentProps } from 'react'
import { useDeskHref } from './navigation'

interface LinkProps extends Omit<ComponentProps<typeof NextLink>, 'href' | 'as'> {
  href: string
}

/** A link within the application, which stays in the desk of its page. */
export function Link({ href, ...props }: LinkProps) {
  return <NextLink href={useDeskHref()(href)} {...props} />
}

/** A form that asks for a page by its address, which stays in the desk of its page. */
export function PageForm({ action, ...props }: Omit<ComponentProps<'form'>, 'action' | 'method'> & { action: string }) {
  return <form action={useDeskHref()(action)} {...props} />
}
