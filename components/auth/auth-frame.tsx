import type { ReactNode } from 'react'
import { LanguageLinks } from '../language/language-links'
import { Brand } from '../shell/brand'

interface AuthFrameProps {
  title: ReactNode
  description?: ReactNode
  /** The way to the sister page. */
  footer?: ReactNode
  children: ReactNode
}

/** The one column of every page in front of the door. */
export function AuthFrame({ title, description, footer, children }: AuthFrameProps) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-4 py-10">
      <div className="w-full max-w-[22rem]">
        <Brand className="mb-8" />
        <h1 className="font-semibold text-xl">{title}</h1>
        {description ? <p className="mt-1 text-muted-foreground">{description}</p> : null}
        <div className="mt-6">{children}</div>
        {footer ? <p className="mt-6 text-muted-foreground">{footer}</p> : null}
        <LanguageLinks />
      </div>
    </main>
  )
}
