// verify-login and verify-token against emulate's Okta: Okta's paths from another hand, with real Chromium.
//   node emulate.mjs POMERIUM_OKTA
// Where it differs from Okta (it takes any API token, and redirect URIs loosely) it proves nothing, and nothing is asked.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check, diagnosis, emulateOkta, freePort, report, run, statuses, verifyLogin } from './support.mjs';

const program = process.argv[2];

async function withOkta(options, use) {
  const port = await freePort();
  const okta = await emulateOkta({ redirectUris: [`http://127.0.0.1:${port}/callback`], ...options });
  try {
    return await use({ ...okta, port });
  } finally {
    await okta.stop();
  }
}

for (const server of ['org', 'default']) {
  test(`the sign-in check passes at the authorization server "${server}"`, () => withOkta({ server }, async okta => {
    const { output, object, sight } = await verifyLogin(program, okta);
    const found = statuses(object);
    // It stamps auth_time anew in each token: a warning where the refresh came in another second than the sign-in.
    assert.match(found['refresh-token'], /^(passed|warning)$/, JSON.stringify(object.checks));
    assert.deepEqual(found, {
      organization: 'passed', 'signing-keys': 'passed', 'client-credentials': 'passed', redirect: 'passed',
      'code-exchange': 'passed', 'id-token': 'passed', userinfo: 'passed', 'refresh-token': found['refresh-token'],
      groups: 'skipped', revocation: 'passed',
    }, JSON.stringify(object.checks.filter(check => check.status !== 'passed')));
    assert.equal(object.result, 'passed');
    assert.equal(output.status, 0, output.stderr);
    assert.equal(sight.address, `http://127.0.0.1:${okta.port}/done`);
  }));
}

for (const [what, given] of [['a wrong secret', { secret: 'not this one' }], ['a client that is not known', { clientId: '0oanobody' }]]) {
  test(`${what} fails before a browser starts`, () => withOkta({}, async okta => {
    const { output, object } = await verifyLogin(program, { ...okta, ...given, browser: false });
    diagnosis(object, 'client-credentials');
    assert.equal(object.result, 'failed');
    assert.equal(output.status, 1, output.stderr);
  }));
}

test('verify-token finds person and groups, and does not call a server Okta that does not say so', () => withOkta({}, async okta => {
  const output = await run(program, ['verify-token', '--org', okta.org, '--token-file', '-', '--json'], { input: '00token' });
  const object = report(output);
  assert.deepEqual(statuses(object), {
    organization: 'warning', 'token-accepted': 'passed', 'list-groups': 'passed', 'list-members': 'passed',
  });
  assert.equal(check(object, 'organization').code, 'OKTA-ORGANIZATION-UNCONFIRMED');
  assert.match(check(object, 'token-accepted').detail, /Mona Example.*mona@example\.com.*ACTIVE/);
  assert.equal(output.status, 0);
}));
