// verify-login and verify-token against emulate's Okta: Okta's paths from another hand, with real Chromium.
//   node emulate.mjs POMERIUM_OKTA
// Where it differs from Okta (it takes any API token, and redirect URIs loosely) it proves nothing, and nothing is asked.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { diagnosis, emulateOkta, freePort, report, run, statuses, verifyLogin } from './support.mjs';

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

test('a wrong secret fails before a browser starts', () => withOkta({}, async okta => {
  const { output, object, sight } = await verifyLogin(program, { ...okta, secret: 'not this one', visits: () => 0 });
  assert.equal(output.status, 1);
  assert.equal(sight, null);
  diagnosis(object, 'client-credentials');
}));

test('verify-token finds person and groups, and does not call a server Okta that does not say so', () => withOkta({}, async okta => {
  const output = await run(program, ['verify-token', '--org', okta.org, '--token-file', '-', '--json'], { input: '00token' });
  const object = report(output);
  assert.deepEqual(statuses(object), {
    organization: 'warning', 'token-accepted': 'passed', 'list-groups': 'passed', 'list-members': 'passed',
  });
  const check = id => object.checks.find(each => each.id === id);
  assert.equal(check('organization').code, 'OKTA-ORGANIZATION-UNCONFIRMED');
  assert.match(check('token-accepted').detail, /Mona Example.*mona@example\.com.*ACTIVE/);
  assert.equal(output.status, 0);
}));
