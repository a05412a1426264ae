import { FileQuestion } from 'lucide-react'
import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'

export default function NotFound() {
  return (
    <EmptyState
      icon={FileQuestion}
      title="There is nothing here"
      description="The address is wrong, or what it named is gone."
      action={
        <Button asChild>
          <Link href="/overview">To the overview</Link>
        </Button>
      }
      className="min-h-[60vh]"
    />
  )
}
