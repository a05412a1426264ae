import { restRoute } from '@/server/rest/route'

export const { GET, POST, PUT, PATCH, DELETE } = restRoute('/api/history/equity')
