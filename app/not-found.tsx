import Link from 'next/link'
import { Brand } from '@/components/shell/brand'
import { Button } from '@/components/ui/button'

export default function NotFound() {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-4 text-center">
      <Brand className="mb-8" />
      <h1 className="font-semibold text-xl">There is nothing here</h1>
      <p className="mt-1 max-w-sm text-balance text-muted-foreground">The address is wrong, or what it named is gone.</p>
      <Button asChild className="mt-6">
        <Link href="/overview">To the overview</Link>
      </Button>
    </main>
  )
}
