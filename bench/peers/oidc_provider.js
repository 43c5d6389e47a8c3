// oidc-provider in memory, for bench/signin.py: one client, anybody who comes is signed in.
// node oidc_provider.js PORT CLIENT_ID SECRET REDIRECT_URI
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const [port, clientId, secret, redirectUri] = process.argv.slice(2);
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const jwk = { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256' };

const provider = new Provider('http://testserver', {
  clients: [{
    client_id: clientId,
    client_secret: secret,
    redirect_uris: [redirectUri],
    id_token_signed_response_alg: 'ES256',
    token_endpoint_auth_method: 'client_secret_basic',
  }],
  jwks: { keys: [jwk] },
  cookies: { keys: ['a key that signs cookies in a benchmark'] },
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false }, pushedAuthorizationRequests: { enabled: true } },
  claims: { openid: ['sub'], profile: ['given_name', 'family_name'] },
  conformIdTokenClaims: false,
  interactions: { url: (_, interaction) => `/sign-in/${interaction.uid}` },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, given_name: 'An', family_name: 'Peeters' }),
  }),
  async loadExistingGrant({ oidc }) {
    const known = oidc.session.grantIdFor(oidc.client.clientId);
    if (known) return provider.Grant.find(known);
    const grant = new provider.Grant({
      clientId: oidc.client.clientId,
      accountId: oidc.session.accountId,
    });
    grant.addOIDCScope('openid profile');
    await grant.save();
    return grant;
  },
});
const answer = provider.callback();

createServer((request, response) => {
  if (!request.url.startsWith('/sign-in/')) return answer(request, response);
  const login = { accountId: 'person-1' };
  return provider.interactionFinished(request, response, { login });
}).listen(Number(port), '127.0.0.1');
