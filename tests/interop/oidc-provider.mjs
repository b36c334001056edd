// verify-login against oidc-provider, with real Chromium: node oidc-provider.mjs POMERIUM_OKTA
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check, diagnosis, freePort, startProvider, statuses, verifyLogin } from './support.mjs';

const program = process.argv[2];
const everyTrap = 'p+l/u%s:a&m=p "q\'\\~'; // every visible character (RFC 6749 appendix A.2) that somebody encodes wrongly

/** Signs in once; everything that the caller judges. */
async function signIn({ secret = everyTrap, given = secret, givenId, decision, timeout, browser, ...rest } = {}) {
  const port = await freePort();
  const provider = await startProvider({ redirectUris: [`http://127.0.0.1:${port}/callback`], secret, ...rest });
  try {
    const { issuer, clientId } = provider;
    const seen = await verifyLogin(program, {
      issuer, clientId: givenId ?? clientId, secret: given, port, decision, timeout, browser,
      more: ['--pomerium', '0.33.1', '--no-groups'], // this provider requires PKCE, which older releases do not send
    });
    assert.deepEqual(provider.faults, []);
    return { ...seen, events: provider.events, port };
  } finally {
    await provider.stop();
  }
}

/** Every check passed, but for those that are named with what they say instead. */
function assertPassed({ output, object, sight, port }, others = {}) {
  assert.deepEqual(statuses(object), {
    organization: 'passed', 'signing-keys': 'passed', 'client-credentials': 'passed', redirect: 'passed',
    'code-exchange': 'passed', 'id-token': 'passed', userinfo: 'passed', 'refresh-token': 'passed', groups: 'skipped',
    revocation: 'passed', ...others,
  }, JSON.stringify(object.checks.filter(each => each.status !== 'passed')));
  assert.equal(object.result, 'passed');
  assert.equal(output.status, 0, output.stderr);
  assert.equal(sight.arguments, 1, 'the URL is the only argument');
  assert.equal(sight.address, `http://127.0.0.1:${port}/done`, 'nothing is left in the address bar');
  assert.match(sight.text, /signed in|sign-in/i);
}

/** One check failed and is explained; nothing passes on the whole. */
function assertFailed({ output, object }, id) {
  assert.equal(object.result, 'failed');
  assert.equal(output.status, 1, output.stderr);
  return diagnosis(object, id);
}

test('everything passes with a secret of all characters that are encoded wrongly', async () => {
  const all = await signIn();
  assertPassed(all);
  assert.equal(new URL(all.sight.started).searchParams.get('code_challenge_method'), 'S256');
  assert.equal(new URL(all.sight.started).searchParams.get('prompt'), null, 'Pomerium sends none, so the check sends none');
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

test('everything passes where each refresh token is good for one use, and a second use ends the sign-in', async () => {
  const all = await signIn({ more: { rotateRefreshToken: true } });
  assertPassed(all);
  const sent = all.events.slice(all.events.indexOf('refresh_token.consumed'));
  assert.equal(sent.filter(event => event === 'refresh_token.consumed').length, 2, 'two refreshes');
  // An old token, sent again, would end the grant before the product revokes anything.
  assert.ok(sent.indexOf('grant.revoked') > sent.indexOf('POST /token/revocation'), sent.join('\n'));
});

test('a provider that cannot revoke is told of, and is no failure', async () => {
  const all = await signIn({ more: { features: { revocation: { enabled: false }, devInteractions: { enabled: true } } } });
  assertPassed(all, { revocation: 'warning' });
  assert.ok(check(all.object, 'revocation').remedy);
});

test('a provider without UserInfo fails, because Pomerium would', async () => {
  const all = await signIn({
    more: { features: { userinfo: { enabled: false }, revocation: { enabled: true }, devInteractions: { enabled: true } } },
  });
  assertFailed(all, 'userinfo');
  assert.equal(statuses(all.object)['id-token'], 'passed');
  assert.equal(statuses(all.object).revocation, 'passed', 'tokens are revoked all the same');
});

test('a wrong secret fails before a browser starts', async () => {
  const all = await signIn({ given: 'not this one', browser: false });
  assertFailed(all, 'client-credentials');
  for (const id of ['code-exchange', 'id-token', 'userinfo', 'refresh-token', 'revocation'])
    assert.equal(statuses(all.object)[id], 'skipped', id);
  assert.ok(!all.events.includes('GET /auth'), 'the provider had a visitor');
});

test('a client that is not known fails before a browser starts', async () => {
  const all = await signIn({ givenId: 'somebody else', browser: false });
  assertFailed(all, 'client-credentials');
  assert.ok(!all.events.includes('GET /auth'), 'the provider had a visitor');
});

test('a redirect URI that is not registered never comes back, and the time-out says which', async () => {
  const other = await freePort();
  const { output, object, sight, port } = await signIn({
    client: { redirect_uris: [`http://127.0.0.1:${other}/other`] }, timeout: 3,
  });
  assert.match(sight.text, /redirect_uri/, 'the provider says so in the browser, and only there');
  assert.equal(output.status, 3);
  assert.equal(object.result, 'cancelled');
  const { code, cause, remedy, detail } = diagnosis(object, 'redirect');
  assert.match(code, /REDIRECT/);
  assert.ok([cause, remedy, detail].join(' ').includes(`http://127.0.0.1:${port}/callback`));
});

test('without the refresh grant the sign-in passes, and the refresh token is missed with a remedy', async () => {
  const all = await signIn({ client: { grant_types: ['authorization_code'] } });
  assert.match(assertFailed(all, 'refresh-token').remedy, /Refresh Token/);
  assert.equal(statuses(all.object)['id-token'], 'passed');
});

test('a refusal on the consent page fails the redirect', async () => {
  const all = await signIn({ decision: 'refuse' });
  assert.match(assertFailed(all, 'redirect').detail, /access_denied/);
  assert.equal(all.sight.address, `http://127.0.0.1:${all.port}/done`);
  assert.doesNotMatch(all.sight.text, /you are signed in/i);
});
