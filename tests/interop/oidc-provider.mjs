// verify-login against oidc-provider, with real Chromium: node oidc-provider.mjs POMERIUM_OKTA
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { diagnosis, freePort, startProvider, statuses, verifyLogin } from './support.mjs';

const program = process.argv[2];
const everyTrap = 'p+l/u%s:a&m=p "q\'\\~'; // every visible character (RFC 6749 appendix A.2) that somebody encodes wrongly

/** Signs in once; everything that the caller judges. */
async function signIn({ secret = everyTrap, given = secret, givenId, decision, timeout, ...rest } = {}) {
  const port = await freePort();
  const provider = await startProvider({ redirectUris: [`http://127.0.0.1:${port}/callback`], secret, ...rest });
  try {
    const { issuer, clientId } = provider;
    const seen = await verifyLogin(program, {
      issuer, clientId: givenId ?? clientId, secret: given, port, decision, timeout, visits: () => provider.visits().length,
    });
    assert.deepEqual(provider.faults, []);
    return { ...seen, provider, port };
  } finally {
    await provider.stop();
  }
}

function assertPassed({ output, object, sight, port }) {
  assert.deepEqual(statuses(object), {
    organization: 'passed', 'signing-keys': 'passed', 'client-credentials': 'passed', redirect: 'passed',
    'code-exchange': 'passed', 'id-token': 'passed', userinfo: 'passed', 'refresh-token': 'passed', groups: 'skipped',
    revocation: 'passed',
  }, JSON.stringify(object.checks.filter(check => check.status !== 'passed')));
  assert.equal(object.result, 'passed');
  assert.equal(output.status, 0, output.stderr);
  assert.equal(sight.arguments, 1, 'the URL is the only argument');
  assert.equal(sight.address, `http://127.0.0.1:${port}/done`, 'nothing is left in the address bar');
  assert.match(sight.text, /signed in|sign-in/i);
}

test('everything passes with a secret of all characters that are encoded wrongly', async () => {
  const all = await signIn();
  assertPassed(all);
  const visit = all.provider.visits()[0];
  assert.equal(visit.query.code_challenge_method, 'S256');
  assert.equal(visit.query.prompt, undefined, 'Pomerium sends none, so the check sends none');
  const paths = all.provider.requests.map(request => `${request.method} ${request.path}`);
  assert.equal(paths.filter(path => path === 'POST /token/revocation').length, 4,
               'the newest refresh token, and the access tokens of the sign-in and of two refreshes');
});

for (const algorithm of ['PS256', 'ES256', 'EdDSA']) {
  test(`everything passes with ${algorithm}`, async () => {
    assertPassed(await signIn({ client: { id_token_signed_response_alg: algorithm } }));
  });
}

test('everything passes with the secret in the form (client_secret_post)', async () => {
  assertPassed(await signIn({
    client: { token_endpoint_auth_method: 'client_secret_post' },
    more: { clientAuthMethods: ['client_secret_post'] },
  }));
});

test('everything passes with refresh tokens that are never rotated', async () => {
  assertPassed(await signIn({ more: { rotateRefreshToken: false } }));
});

test('a wrong secret fails before a browser starts', async () => {
  const { output, object, sight } = await signIn({ given: 'not this one' });
  assert.equal(output.status, 1);
  assert.equal(object.result, 'failed');
  diagnosis(object, 'client-credentials');
  assert.equal(sight, null, 'the browser was started');
  assert.doesNotMatch(output.stderr, /code_challenge/, 'a URL was offered');
  for (const id of ['redirect', 'code-exchange', 'id-token', 'userinfo', 'refresh-token', 'revocation'])
    assert.equal(statuses(object)[id], 'skipped', id);
});

test('a client that is not known fails before a browser starts', async () => {
  const { output, object, sight } = await signIn({ givenId: 'somebody else' });
  assert.equal(output.status, 1);
  assert.equal(object.result, 'failed');
  diagnosis(object, 'client-credentials');
  assert.equal(sight, null, 'the browser was started');
});

test('a redirect URI that is not registered never comes back, and the time-out says which', async () => {
  const other = await freePort();
  const { output, object, sight, port } = await signIn({
    client: { redirect_uris: [`http://127.0.0.1:${other}/other`] }, timeout: 3,
  });
  assert.match(sight.text, /redirect_uri/, 'the provider says so in the browser, and only there');
  assert.equal(output.status, 3);
  assert.equal(object.result, 'cancelled');
  const check = diagnosis(object, 'redirect');
  assert.match(check.code, /REDIRECT/);
  assert.match(`${check.cause} ${check.remedy} ${check.detail}`, new RegExp(`http://127\\.0\\.0\\.1:${port}/callback`));
});

test('without the refresh grant the sign-in passes, and the refresh token is missed with a remedy', async () => {
  const { output, object } = await signIn({ client: { grant_types: ['authorization_code'] } });
  assert.equal(output.status, 1);
  assert.equal(object.result, 'failed');
  assert.match(diagnosis(object, 'refresh-token').remedy, /Refresh Token/);
  assert.equal(statuses(object)['id-token'], 'passed');
});

test('a refusal on the consent page fails the redirect', async () => {
  const { output, object, sight, port } = await signIn({ decision: 'refuse' });
  assert.equal(output.status, 1);
  assert.equal(object.result, 'failed');
  const check = diagnosis(object, 'redirect');
  assert.match(check.detail, /access_denied/);
  assert.equal(sight.address, `http://127.0.0.1:${port}/done`);
  assert.doesNotMatch(sight.text, /you are signed in/i);
});
