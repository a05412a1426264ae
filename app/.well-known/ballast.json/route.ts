import { publishedRoute } from '@/server/statements/published'

export const dynamic = 'force-dynamic'

export const { GET, OPTIONS } = publishedRoute
