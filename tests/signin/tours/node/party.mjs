// openid-client as a relying party: a question per line of JSON on stdin, an answer per line on
// stdout. Whoever asks is tests/signin/tours/openid_client.py.
import { createInterface } from 'node:readline'
import { createRemoteJWKSet, importJWK, jwtVerify } from 'jose'
import * as rp from 'openid-client'

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token'
const LOGOUT = 'http://schemas.openid.net/event/backchannel-logout'

const METHODS = {
  client_secret_basic: ({ secret }) => rp.ClientSecretBasic(secret),
  client_secret_post: ({ secret }) => rp.ClientSecretPost(secret),
  private_key_jwt: async ({ key }) => rp.PrivateKeyJwt(await importJWK(key, key.alg)),
  none: () => rp.None(),
}

const parties = new Map()

// The configuration of a party, and its handle for DPoP when it wants one.
async function party(asked) {
  const { issuer, client_id, method, dpop, algorithm } = asked
  const name = JSON.stringify([issuer, client_id, method, dpop, algorithm])
  if (!parties.has(name)) {
    const config = await rp.discovery(
      new URL(issuer), client_id, undefined, await METHODS[method](asked),
      { algorithm, execute: [rp.allowInsecureRequests, rp.enableNonRepudiationChecks] },
    )
    const options = {}
    if (dpop) options.DPoP = rp.getDPoPHandle(config, await rp.randomDPoPKeyPair())
    parties.set(name, { config, options })
  }
  return parties.get(name)
}

// What came of a grant, with the claims that the library found good.
const told = (tokens) => ({ ...tokens, claims: tokens.claims?.() ?? null })

const STEPS = {
  discover: ({ config }) => config.serverMetadata(),

  async begin({ config, options }, { par, params }) {
    const checks = {
      pkceCodeVerifier: rp.randomPKCECodeVerifier(),
      expectedState: rp.randomState(),
      expectedNonce: rp.randomNonce(),
      ...(params.max_age && { maxAge: Number(params.max_age) }),
    }
    const asked = {
      state: checks.expectedState,
      nonce: checks.expectedNonce,
      code_challenge: await rp.calculatePKCECodeChallenge(checks.pkceCodeVerifier),
      code_challenge_method: 'S256',
      ...params,
    }
    const url = par
      ? await rp.buildAuthorizationUrlWithPAR(config, asked, options)
      : rp.buildAuthorizationUrl(config, asked)
    return { url: url.href, checks }
  },

  async finish({ config, options }, { url, form, checks }) {
    const body = form && new URLSearchParams(form)
    const back = form ? new Request(url, { method: 'POST', body }) : new URL(url)
    const wanted = { ...checks, idTokenExpected: true }
    return told(await rp.authorizationCodeGrant(config, back, wanted, undefined, options))
  },

  userinfo: ({ config, options }, { token, sub }) => rp.fetchUserInfo(config, token, sub, options),

  refresh: async ({ config, options }, { token }) =>
    told(await rp.refreshTokenGrant(config, token, undefined, options)),

  introspect: ({ config }, { token }) => rp.tokenIntrospection(config, token),

  credentials: ({ config, options }, { params }) =>
    rp.clientCredentialsGrant(config, params, options),

  exchange: ({ config, options }, { token, audience }) => rp.genericGrantRequest(config, EXCHANGE, {
    subject_token: token, subject_token_type: ACCESS_TOKEN, audience,
  }, options),

  revoke: ({ config }, { token }) => rp.tokenRevocation(config, token),

  logout_url: ({ config }, { params }) => rp.buildEndSessionUrl(config, params).href,

  // A logout token as OpenID Connect Back-Channel Logout §2.6 has it checked.
  async logout_token({ config }, { token }) {
    const { issuer, jwks_uri } = config.serverMetadata()
    const { payload } = await jwtVerify(token, createRemoteJWKSet(new URL(jwks_uri)), {
      issuer, audience: config.clientMetadata().client_id, typ: 'logout+jwt', maxTokenAge: 120,
      requiredClaims: ['iss', 'aud', 'iat', 'exp', 'jti', 'events', 'sub', 'sid'],
    })
    if (!payload.events[LOGOUT] || 'nonce' in payload) throw new Error('no logout token')
    return payload
  },
}

// How a step failed: the error of the protocol where there is one, else the library's own code.
function fault(error) {
  return {
    error: error.error ?? error.code ?? error.name,
    description: error.error_description ?? error.message,
    cause: String(error.cause?.message ?? error.cause ?? ''),
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const { step, asked, ...more } = JSON.parse(line)
  let answer
  try {
    answer = { answer: (await STEPS[step](await party(asked), more)) ?? null }
  } catch (error) {
    answer = { fault: fault(error) }
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`)
}
