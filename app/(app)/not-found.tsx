import { Trans, useLingui } from '@lingui/react/macro'
import { FileQuestion } from 'lucide-react'
import { Link } from '@/components/desk/link'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'

export default function NotFound() {
  const { t } = useLingui()
  return (
    <EmptyState
      icon={FileQuestion}
      title={t`There is nothing here`}
      description={t`The address is wrong, or what it named is gone.`}
      action={
        <Button asChild>
          <Link href="/overview">
            <Trans>To the overview</Trans>
          </Link>
        </Button>
      }
      className="min-h-[60vh]"
    />
  )
}
