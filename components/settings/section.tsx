import type { ReactNode } from 'react'
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from '../ui/card'

interface SettingsSectionProps {
  title: string
  description?: ReactNode
  /** At the far end of the title's line. */
  action?: ReactNode
  /** Not given: the title says all. */
  children?: ReactNode
  /** For lists and tables that reach the card's edge. */
  flush?: boolean
}

/** One subject of the settings. */
export function SettingsSection({ title, description, action, children, flush = false }: SettingsSectionProps) {
  return (
    <Card>
      <CardHeader className="items-start py-3.5">
        {/* Where both do not fit beside each other, what is done stands below. */}
        <div className="min-w-0 flex-1 max-sm:basis-40">
          <CardTitle>{title}</CardTitle>
          {description ? <CardDescription className="mt-0.5">{description}</CardDescription> : null}
        </div>
        {action}
      </CardHeader>
      {children == null ? null : flush ? <div className="border-t">{children}</div> : <CardContent>{children}</CardContent>}
    </Card>
  )
}
