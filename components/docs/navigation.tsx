import { Trans } from '@lingui/react/macro'
import Link from 'next/link'
import type { DocSite } from '@/server/docs/site'
import { cn } from '../ui/cn'

/** All pages by group; the one that is read is marked. */
export function DocNavigation({ site, current }: { site: DocSite; current: string | null }) {
  return (
    <ul className="flex flex-col gap-5 text-sm">
      {site.groups.map(({ name, pages }) => (
        <li key={name}>
          <p className="mb-1.5 font-medium text-subtle-foreground text-xs">{name}</p>
          <ul className="flex flex-col">
            {pages.map(({ slug, title }) => (
              <li key={slug}>
                <Link
                  href={`/docs/${slug}`}
                  aria-current={slug === current ? 'page' : undefined}
                  className={cn(
                    '-mx-2 block rounded-md px-2 py-1.5 text-muted-foreground hover:text-foreground',
                    slug === current && 'bg-accent font-medium text-foreground',
                  )}
                >
                  {title}
                </Link>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  )
}

/** The first page: what there is to read. */
export function DocContents({ site }: { site: DocSite }) {
  return (
    <div className="max-w-3xl">
      <h1 className="font-semibold text-2xl tracking-tight">
        <Trans>Documentation</Trans>
      </h1>
      <p className="mt-1 text-muted-foreground">
        <Trans>Of the version that runs here; it needs no network.</Trans>
      </p>
      {site.groups.map(({ name, pages }) => (
        <section key={name} className="mt-8">
          <h2 className="mb-2 font-medium">{name}</h2>
          <ul className="divide-y rounded-lg border bg-card">
            {pages.map(({ slug, title, about }) => (
              <li key={slug}>
                <Link href={`/docs/${slug}`} className="block px-4 py-3 hover:bg-muted">
                  <span className="font-medium">{title}</span>
                  {about ? <span className="block text-muted-foreground text-sm">{about}</span> : null}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
