import { mcpRoute } from '@/server/mcp/route'

export { mcpRoute as DELETE, mcpRoute as GET, mcpRoute as POST }
