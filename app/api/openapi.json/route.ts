import { openApiResponse } from '@/server/rest/docs/document'

export const GET = openApiResponse
