import { Trans } from '@lingui/react/macro'
import { Brand } from '@/components/shell/brand'
import { Button } from '@/components/ui/button'

export default function NotFound() {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-4 text-center">
      <Brand className="mb-8" />
      <h1 className="font-semibold text-xl">
        <Trans>There is nothing here</Trans>
      </h1>
      <p className="mt-1 max-w-sm text-balance text-muted-foreground">
        <Trans>The address is wrong, or what it named is gone.</Trans>
      </p>
      <Button asChild className="mt-6">
        {/* Loaded anew: from a desk that is missing the framework would stay on what it has drawn. */}
        <a href="/overview">
          <Trans>To the overview</Trans>
        </a>
      </Button>
    </main>
  )
}
