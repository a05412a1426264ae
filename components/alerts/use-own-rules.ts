'use client'
import { useQuery } from '@tanstack/react-query'
import { isAbout } from '@/server/domain/alerts/suggest'
import type { AlertRuleView } from '@/server/domain/views'
import { useTRPC } from '../trpc-provider'
import { useLater } from '../ui/use-later'

/** Rules about one account, or one position of it; none until they are read, which the page's figures come before. */
export function useOwnRules(accountId: string, symbol: string | null): AlertRuleView[] {
  const trpc = useTRPC()
  const later = useLater()
  const { data } = useQuery({ ...trpc.alerts.rules.queryOptions(), enabled: later })
  return data?.filter(({ rule }) => isAbout(rule, accountId, symbol)) ?? []
}
