// A certified OpenID Connect provider on loopback, for the tests: `node server.js PORT REDIRECT_URI`.
// It says "ready" with its public keys once it listens. Whoever signs in does so by posting an account to the
// interaction: "iin:851120420022" has that IIN, "none" has none.
import { createServer } from 'node:http';

import { exportJWK, generateKeyPair } from 'jose';
import Provider from 'oidc-provider';

const [port, redirectUri] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;

async function signingKey(alg, kid) {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  return { ...(await exportJWK(privateKey)), alg, kid, use: 'sig' };
}

function client(id, alg, more) {
  return {
    client_id: id,
    client_secret: 'secret-of-the-tests',
    redirect_uris: [redirectUri],
    response_types: ['code'],
    grant_types: ['authorization_code'],
    id_token_signed_response_alg: alg,
    ...more,
  };
}

const keys = [await signingKey('ES256', 'on-p256'), await signingKey('RS256', 'rsa')];
const provider = new Provider(issuer, {
  clients: [client('kezek', 'ES256'), client('kezek-rsa', 'RS256')],
  jwks: { keys },
  cookies: { keys: ['cookies of the tests'] },
  pkce: { required: () => true, methods: ['S256'] },
  claims: { openid: ['sub', 'iin'] },
  conformIdTokenClaims: false,
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
  ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
  async findAccount(_context, account) {
    const iin = account.startsWith('iin:') ? { iin: account.slice(4) } : {};
    return { accountId: account, claims: async () => ({ sub: account, ...iin }) };
  },
  async loadExistingGrant(context) {
    const { client: asking, session } = context.oidc;
    const grant = new provider.Grant({ clientId: asking.clientId, accountId: session.accountId });
    grant.addOIDCScope('openid');
    await grant.save();
    return grant;
  },
});

async function body(request) {
  let text = '';
  for await (const piece of request) text += piece;
  return new URLSearchParams(text);
}

async function interact(request, response) {
  const account = (await body(request)).get('account');
  const result = account
    ? { login: { accountId: account } }
    : { error: 'access_denied', error_description: 'the person went away' };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

const handle = provider.callback();
createServer((request, response) => {
  const own = request.method === 'POST' && request.url.startsWith('/interaction/');
  (own ? interact(request, response) : handle(request, response)).catch((error) => {
    response.writeHead(500).end(String(error));
  });
}).listen(Number(port), '127.0.0.1', () => {
  const published = keys.map(({ d, p, q, dp, dq, qi, ...open }) => open);
  process.stdout.write(`ready ${JSON.stringify({ keys: published })}\n`);
});
