import { restRoute } from '@/server/rest/route'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = restRoute('/api/tags/gain')
