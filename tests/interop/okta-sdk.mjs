// The demo organization's management API, driven by Okta's own client (@okta/okta-sdk-nodejs), every reply judged.
//   node okta-sdk.mjs POMERIUM_OKTA
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { after, test } from 'node:test';
import okta from '@okta/okta-sdk-nodejs';
import { faults, judgedBy } from './okta-description.mjs';
import { environment, freePort } from './support.mjs';

const program = process.argv[2];
console.log(`# replies are judged by ${judgedBy}`);

/** A demo organization of its own, and what stands before it: everything that passes is written down. */
async function startDemo(...args) {
  const child = spawn(program, ['demo-org', ...(args.includes('--seed') ? [] : ['--seed', '7']), ...args], { env: environment(), stdio: ['ignore', 'pipe', 'inherit'] });
  const ready = JSON.parse(await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => reject(new Error('the demo organization ended')));
    child.stdout.setEncoding('utf8').once('data', resolve);
  }));
  const seen = [];
  const port = await freePort();
  const front = `http://127.0.0.1:${port}`;
  const swap = (text, from, to) => text.replaceAll(from, to);
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    const reply = await fetch(ready.org_url + request.url, {
      method: request.method, redirect: 'manual', body: body.length > 0 ? body : undefined,
      headers: { authorization: request.headers.authorization ?? '', 'content-type': request.headers['content-type'] ?? 'application/json' },
    });
    const text = await reply.text();
    seen.push({ method: request.method, path: request.url.split('?')[0], status: reply.status, body: text, headers: reply.headers });
    const headers = { 'content-type': reply.headers.get('content-type') ?? 'application/json' };
    for (const name of ['link', 'x-rate-limit-limit', 'x-rate-limit-remaining', 'x-rate-limit-reset', 'date', 'x-okta-request-id'])
      if (reply.headers.has(name))
        headers[name] = swap(reply.headers.get(name), ready.org_url, front);
    response.writeHead(reply.status, headers).end(reply.status === 204 ? undefined : swap(text, ready.org_url, front));
  });
  await new Promise(resolve => server.listen(port, '127.0.0.1', resolve));
  after(() => { server.close(); server.closeAllConnections(); child.kill('SIGTERM'); });
  const client = new okta.Client({
    orgUrl: front, token: ready.api_token, testing: { disableHttpsCheck: true }, userAgent: 'interop',
    cacheStore: undefined, cacheMiddleware: null,
  });
  return { ...ready, front, seen, client };
}

/** Every reply that came is as Okta describes it, and has Okta's headers. */
function assertAllDescribed(demo) {
  assert.ok(demo.seen.length > 0);
  assert.deepEqual(demo.seen.flatMap(faults), []);
  for (const { headers, method, path } of demo.seen) {
    for (const name of ['x-rate-limit-limit', 'x-rate-limit-remaining', 'x-rate-limit-reset', 'x-okta-request-id'])
      assert.ok(headers.has(name), `${method} ${path} has no ${name}`);
  }
}

async function all(collection) {
  const items = [];
  await collection.each(item => { items.push(item); });
  return items;
}

const wanted = {
  name: 'oidc_client', label: 'Made by the client', signOnMode: 'OPENID_CONNECT', visibility: { hide: { iOS: true, web: true } },
  credentials: { oauthClient: { token_endpoint_auth_method: 'client_secret_basic', autoKeyRotation: true, pkce_required: false } },
  settings: {
    implicitAssignment: false, notes: { admin: 'made here' },
    oauthClient: {
      application_type: 'web', grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'],
      redirect_uris: ['https://authenticate.example.com/oauth2/callback', 'http://127.0.0.1:47123/callback'],
      post_logout_redirect_uris: ['https://authenticate.example.com/.pomerium/signed_out'], refresh_token: { rotation_type: 'STATIC' },
      consent_method: 'TRUSTED', issuer_mode: 'ORG_URL', wildcard_redirect: 'DISABLED',
      idp_initiated_login: { mode: 'DISABLED', default_scope: [] }, dpop_bound_access_tokens: false,
    },
  },
};

test('an application lives its whole life', async () => {
  const demo = await startDemo();
  const api = demo.client.applicationApi;
  const made = await api.createApplication({ application: wanted });
  assert.match(made.id, /^0oaPRACTICE/);
  assert.equal(made.status, 'ACTIVE');
  assert.equal(made.settings.oauthClient.issuer_mode, 'ORG_URL');
  assert.equal(made.settings.notes.admin, 'made here');
  assert.equal(JSON.parse(demo.seen.at(-1).body).credentials.oauthClient.client_secret.length, 64);

  const found = await all(await api.listApplications({ q: 'Made by', limit: 1 }));
  assert.deepEqual(found.map(app => app.id), [made.id]);
  const every = await all(await api.listApplications({ limit: 1 }));
  assert.equal(every.length, 2, 'page by page');

  const read = await api.getApplication({ appId: made.id });
  assert.ok(!demo.seen.at(-1).body.includes('client_secret"'), 'a GET shows no secret');
  read.settings.oauthClient.redirect_uris = ['https://authenticate.example.com/oauth2/callback'];
  read.label = 'Renamed';
  const replaced = await api.replaceApplication({ appId: made.id, application: read });
  assert.deepEqual(replaced.settings.oauthClient.redirect_uris, ['https://authenticate.example.com/oauth2/callback']);
  assert.equal(replaced.label, 'Renamed');
  assert.ok(JSON.parse(demo.seen.at(-1).body).credentials.oauthClient.client_secret, 'a PUT shows the secret');

  await assert.rejects(api.deleteApplication({ appId: made.id }), error => error.status === 403 && error.errorCode === 'E0000056');
  await api.deactivateApplication({ appId: made.id });
  assert.equal((await api.getApplication({ appId: made.id })).status, 'INACTIVE');
  await api.activateApplication({ appId: made.id });
  await api.deactivateApplication({ appId: made.id });
  await api.deleteApplication({ appId: made.id });
  await assert.rejects(api.getApplication({ appId: made.id }), error => error.status === 404 && error.errorCode === 'E0000007');
  assertAllDescribed(demo);
});

test('assignments, secrets, policy, log and tokens', async () => {
  const demo = await startDemo();
  const { applicationApi: api, applicationSSOPublicKeysApi: secrets, groupApi, userApi, policyApi, systemLogApi, apiTokenApi } = demo.client;
  const appId = demo.client_id;
  const everyone = (await all(await groupApi.listGroups({ q: 'Everyone' })))[0];
  await api.assignGroupToApplication({ appId, groupId: everyone.id, applicationGroupAssignment: {} });
  const groups = await all(await api.listApplicationGroupAssignments({ appId }));
  assert.ok(groups.some(group => group.id === everyone.id));
  await api.unassignApplicationFromGroup?.({ appId, groupId: everyone.id });

  const me = await userApi.getUser({ userId: 'me' });
  assert.equal(me.profile.login, 'robin@demo.example');
  assert.ok((await all(await userApi.listUserGroups({ userId: me.id }))).length > 1);
  await api.assignUserToApplication({ appId, appUser: { id: me.id, scope: 'USER' } });
  assert.equal((await api.getApplicationUser({ appId, userId: me.id })).scope, 'USER');
  assert.ok((await all(await api.listApplicationUsers({ appId }))).length > 0);
  await api.unassignUserFromApplication({ appId, userId: me.id });

  const second = await secrets.createOAuth2ClientSecret({ appId, oAuth2ClientSecretRequestBody: {} });
  const both = await all(await secrets.listOAuth2ClientSecrets({ appId }));
  assert.deepEqual(both.map(secret => secret.status), ['ACTIVE', 'ACTIVE']);
  await assert.rejects(secrets.createOAuth2ClientSecret({ appId, oAuth2ClientSecretRequestBody: {} }),
                       error => error.errorCauses[0].errorSummary === 'You\'ve reached the maximum number of client secrets per client.');
  await assert.rejects(secrets.deleteOAuth2ClientSecret({ appId, secretId: second.id }), error => error.status === 400);
  await secrets.deactivateOAuth2ClientSecret({ appId, secretId: both[0].id });
  await assert.rejects(secrets.deactivateOAuth2ClientSecret({ appId, secretId: second.id }), error => error.status === 400);
  await secrets.deleteOAuth2ClientSecret({ appId, secretId: both[0].id });

  assert.deepEqual(await all(await api.listScopeConsentGrants({ appId })), []);
  assert.deepEqual(await all(await api.listOAuth2TokensForApplication({ appId })), []);
  const app = await api.getApplication({ appId });
  const policyId = app._links.accessPolicy.href.split('/').at(-1);
  assert.equal((await policyApi.getPolicy({ policyId })).name, 'Any two factors');
  assert.equal((await all(await policyApi.listPolicyRules({ policyId })))[0].name, 'Catch-all Rule');

  const events = await systemLogApi.listLogEvents({ limit: 100 });
  const types = [];
  await events.each(event => { types.push(event.eventType); return types.length < 7; });
  assert.ok(types.includes('app.oauth2.client.read_client_secret'), types.join());
  assert.ok(types.includes('group.application_assignment.add'), types.join());

  assert.equal((await all(await apiTokenApi.listApiTokens()))[0].name, 'Pomerium');
  await apiTokenApi.revokeCurrentApiToken();
  await assert.rejects(userApi.getUser({ userId: 'me' }), error => error.status === 401 && error.errorCode === 'E0000011');
  const dead = demo.seen.pop(); // 401 comes before the rate limits
  assert.deepEqual(faults(dead), []);
  assertAllDescribed(demo);
});

/** Requests that are wrong, and what Okta was recorded to answer. */
const wrong = [
  ['a fragment', body => { body.settings.oauthClient.redirect_uris = ['https://a.example/#b']; }, 400, 'Api validation failed: redirect_uris',
   'redirect_uris: \'\'redirect_uris\'\' must not contain a fragment identifier.'],
  ['no name', body => { delete body.name; }, 400, 'Api validation failed: mediated', 'Invalid signOnMode'],
  ['no authentication', body => { body.credentials.oauthClient.token_endpoint_auth_method = 'none'; }, 400, 'Api validation failed: token_endpoint_auth_method',
   'token_endpoint_auth_method: \'token_endpoint_auth_method\' is invalid. Valid values: [client_secret_basic, client_secret_post, client_secret_jwt, private_key_jwt].'],
  ['a custom issuer without a custom domain', body => { body.settings.oauthClient.issuer_mode = 'CUSTOM_URL'; }, 400, 'Api validation failed: issuerMode',
   'issuerMode: \'issuerMode\' can not be set to CUSTOM_URL without a custom domain configured.'],
  ['rotation in small letters', body => { body.settings.oauthClient.refresh_token.rotation_type = 'static'; }, 400, 'Api validation failed: rotationType',
   'rotationType: The field has an invalid value'],
  ['rotation left out', body => { body.settings.oauthClient.refresh_token = {}; }, 400, 'Api validation failed: rotation_type',
   'rotation_type: \'\'rotation_type\'\' is required.'],
  ['a short secret', body => { body.credentials.oauthClient.client_secret = 'short'; }, 400, 'Api validation failed: client_secret',
   'client_secret: \'client_secret\' must be at least \'14\' characters long.'],
  ['a grant type that is none', body => { body.settings.oauthClient.grant_types = ['magic']; }, 400, 'The request body was not well-formed.', undefined],
  ['a number as label', body => { body.label = 7; }, 400, 'The request body was not well-formed.', undefined],
];

test('what is wrong is refused in Okta\'s words', async () => {
  const demo = await startDemo();
  for (const [what, spoil, status, summary, cause] of wrong) {
    const body = structuredClone(wanted);
    spoil(body);
    const reply = await fetch(`${demo.front}/api/v1/apps`, {
      method: 'POST', headers: { authorization: `SSWS ${demo.api_token}`, 'content-type': 'application/json' }, body: JSON.stringify(body),
    });
    const error = await reply.json();
    assert.equal(reply.status, status, what);
    assert.equal(error.errorSummary, summary, what);
    assert.equal(error.errorCauses[0]?.errorSummary, cause, what);
  }
  const list = await fetch(`${demo.front}/api/v1/apps`, { headers: { authorization: `SSWS ${demo.api_token}` } });
  assert.equal((await list.json()).length, 1, 'nothing was made');
  assertAllDescribed(demo);
});

test('the role of the token\'s owner decides', async () => {
  const demo = await startDemo('--scenario', 'token-without-rights');
  await assert.rejects(demo.client.applicationApi.getApplication({ appId: demo.client_id }), error => error.status === 403 && error.errorCode === 'E0000006');
  await assert.rejects(all(await demo.client.groupApi.listGroups()), error => error.status === 403);
  assertAllDescribed(demo);
});

test('the same seed makes the same values, another one other ones', async () => {
  const [one, two, three] = [await startDemo(), await startDemo(), await startDemo('--seed', '8')];
  assert.deepEqual([one.client_id, one.client_secret, one.api_token], [two.client_id, two.client_secret, two.api_token]);
  assert.notEqual(one.client_id, three.client_id);
});
