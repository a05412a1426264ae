import { msg } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { DocContents, DocNavigation } from '@/components/docs/navigation'
import { OpenBallast } from '@/components/docs/open-ballast'
import { DocSearch } from '@/components/docs/search'
import { wordsOfRequest } from '@/components/language/words-of-request'
import { Brand } from '@/components/shell/brand'
import { type DocPage, docSite } from '@/server/docs/site'
import '../docs.css'

interface DocsProps {
  params: Promise<{ page?: string[] }>
}

async function shown(params: DocsProps['params']) {
  const site = docSite()
  const [slug, ...rest] = (await params).page ?? []
  if (!site || rest.length > 0) notFound()
  const page =
    slug === undefined ? null : (site.groups.flatMap(({ pages }) => pages).find((each) => each.slug === slug) ?? notFound())
  return { site, page }
}

export async function generateMetadata({ params }: DocsProps): Promise<Metadata> {
  const { page } = await shown(params)
  return { title: page?.title ?? (await wordsOfRequest())._(msg`Documentation`) }
}

/** The documentation of this very version; for everybody, since there is nothing of anybody in it. */
export default async function DocsPage({ params }: DocsProps) {
  const { site, page } = await shown(params)
  const i18n = await wordsOfRequest()
  return (
    <div className="min-h-dvh">
      <header className="sticky top-0 z-20 flex items-center gap-4 border-b bg-background px-4 py-2.5 md:px-6">
        <Link href="/docs" className="rounded-sm" aria-label={i18n._(msg`Documentation of Ballast`)}>
          <Brand />
        </Link>
        <div className="ml-auto flex min-w-0 flex-1 justify-end sm:max-w-sm">
          <DocSearch />
        </div>
        <OpenBallast />
      </header>
      <div className="mx-auto flex max-w-[90rem] gap-8 px-4 py-6 md:px-6">
        <nav
          aria-label={i18n._(msg`Documentation`)}
          className="sticky top-20 hidden max-h-[calc(100dvh-6rem)] w-52 shrink-0 self-start overflow-y-auto lg:block"
        >
          <DocNavigation site={site} current={page?.slug ?? null} />
        </nav>
        <main className="min-w-0 flex-1">
          <details className="mb-5 rounded-lg border bg-card lg:hidden">
            <summary className="flex min-h-11 items-center px-4 font-medium text-sm">
              <Trans>All pages</Trans>
            </summary>
            <nav aria-label={i18n._(msg`All pages`)} className="border-t p-4">
              <DocNavigation site={site} current={page?.slug ?? null} />
            </nav>
          </details>
          {page ? <Article page={page} /> : <DocContents site={site} />}
        </main>
        {page && page.headings.length > 1 ? (
          <aside
            aria-label={i18n._(msg`On this page`)}
            className="sticky top-20 hidden max-h-[calc(100dvh-6rem)] w-56 shrink-0 self-start overflow-y-auto xl:block"
          >
            <p className="mb-2 font-medium text-xs">
              <Trans>On this page</Trans>
            </p>
            <ul className="flex flex-col text-muted-foreground text-xs">
              {page.headings.map(({ id, text, depth }) => (
                <li key={id} className={depth === 3 ? 'pl-3' : undefined}>
                  <a href={`#${id}`} className="block rounded-sm py-1 hover:text-foreground">
                    {text}
                  </a>
                </li>
              ))}
            </ul>
          </aside>
        ) : null}
      </div>
    </div>
  )
}

function Article({ page }: { page: DocPage }) {
  return (
    // biome-ignore lint/security/noDangerouslySetInnerHtml: our own documents, rendered by the build, which lets no HTML of theirs through (scripts/docs/render).
    <article className="doc" dangerouslySetInnerHTML={{ __html: page.html }} />
  )
}
