import { TOKEN_SCOPES } from '../context'
import { resourceOf } from '../services/oauth/ask'

/** Who gives keys for what is served here (RFC 9728). */
export const protectedResource = (baseUrl: string) => ({
  resource: resourceOf(baseUrl),
  authorization_servers: [baseUrl],
  scopes_supported: TOKEN_SCOPES,
  bearer_methods_supported: ['header'],
  resource_name: 'Ballast',
  resource_documentation: `${baseUrl}/settings/agents`,
})

/** How keys are got here (RFC 8414). */
export const authorizationServer = (baseUrl: string) => ({
  issuer: baseUrl,
  authorization_endpoint: `${baseUrl}/authorize`,
  token_endpoint: `${baseUrl}/api/oauth/token`,
  registration_endpoint: `${baseUrl}/api/oauth/register`,
  revocation_endpoint: `${baseUrl}/api/oauth/revoke`,
  scopes_supported: TOKEN_SCOPES,
  response_types_supported: ['code'],
  response_modes_supported: ['query'],
  grant_types_supported: ['authorization_code', 'refresh_token'],
  code_challenge_methods_supported: ['S256'],
  token_endpoint_auth_methods_supported: ['none'],
  revocation_endpoint_auth_methods_supported: ['none'],
  authorization_response_iss_parameter_supported: true,
})
