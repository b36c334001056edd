// The wizard, driven through all its pages by its accessible names, against servers that we did not write; Chromium is the
// system's browser, and the keyring is a real gnome-keyring.
//   node wizard.mjs WIZARD WITH_KEYRING
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { Person, emulateOkta, folder, here, run, startProvider } from './support.mjs';

const [wizard, withKeyring] = process.argv.slice(2);
const authenticate = 'https://authenticate.pomerium.test';
const redirectUris = [`${authenticate}/oauth2/callback`, ...[17817, 24817, 28817].map(port => `http://127.0.0.1:${port}/callback`)];

/** A folder with an xdg-open that is our person at Chromium. */
function browserFolder(person) {
  const bin = mkdtempSync(join(folder, 'bin-'));
  const exports = Object.entries(person.env).map(([name, value]) => `export ${name}='${value}'\n`).join('');
  writeFileSync(join(bin, 'xdg-open'), `#!/bin/sh\n${exports}exec '${person.command}' "$@"\n`, { mode: 0o755 });
  return bin;
}

/** Goes through the wizard; what the person saw, and the path of the file. */
async function setUp(values) {
  const person = await Person.arrive();
  try {
    const own = mkdtempSync(join(folder, 'setup-'));
    const target = join(own, 'pomerium.env');
    const plan = join(own, 'plan.json');
    const result = join(own, 'result.json');
    writeFileSync(plan, JSON.stringify({
      authenticate, target, result, draft: join(own, 'draft.json'), host: new URL(values.organization).host, ...values,
    }), { mode: 0o600 });
    const output = await run(withKeyring, ['--display', 'ready', '/usr/bin/python3', join(here, 'person_at_wizard.py'), wizard, plan],
                             { env: { PATH: `${browserFolder(person)}:${process.env.PATH}` } });
    assert.equal(output.status, 0, output.stderr);
    return { seen: JSON.parse(readFileSync(result, 'utf8')), target, sight: await person.sees() };
  } finally {
    person.leave();
  }
}

/** The values as a shell and as dotenv read them, which has to be the same. */
function readBack(target) {
  const names = readFileSync(target, 'utf8').split('\n').map(line => /^([A-Z_]+)=/.exec(line)?.[1]).filter(Boolean);
  const byShell = shell => Object.fromEntries(execFileSync(
    shell, ['-c', 'set -a; . "$1"; shift; for name; do eval "printf \'%s\\0\' \\"\\$$name\\""; done', shell, target, ...names],
    { encoding: 'utf8', env: {}, stdio: ['ignore', 'pipe', 'inherit'] }).split('\0').slice(0, -1).map((value, i) => [names[i], value]));
  const values = byShell('/bin/bash');
  assert.deepEqual(byShell('/bin/dash'), values);
  assert.deepEqual(createRequire(import.meta.url)('dotenv').parse(readFileSync(target)), values);
  assert.equal(statSync(target).mode & 0o777, 0o600);
  return values;
}

function serviceAccount(token) {
  return execFileSync('/bin/bash', ['-c', 'printf \'{"api_key":"%s"}\' "$1" | base64 -w 0', 'bash', token], { encoding: 'utf8' });
}

const titles = ['Okta org', 'App integration', 'Client credentials', 'Sign-in test', 'Groups and API token', 'Review and write', 'Finish'];

function assertWentThrough({ seen, sight }, exit = 0) {
  assert.deepEqual(seen.titles, titles.map((title, i) => `Step ${i + 1} of 7: ${title} – Okta Setup for Pomerium`));
  assert.equal(seen.exit, exit);
  assert.match(sight.address, /^http:\/\/127\.0\.0\.1:(17817|24817|28817)\/done$/, 'nothing is left in the address bar');
}

/** No word on any page is a secret. */
function assertNoneShown(seen, ...secrets) {
  const words = JSON.stringify([seen.titles, seen.signIn, seen.apiToken, seen.review, seen.done]);
  for (const secret of secrets)
    assert.ok(!words.includes(secret), 'a secret was shown');
}

test('against emulate, for a release that reads the directory with an API token', async () => {
  const okta = await emulateOkta({ redirectUris });
  const apiToken = `00${'emulated-token-'.repeat(3)}`.slice(0, 42);
  try {
    const { seen, sight, target } = await setUp({
      organization: `${okta.org}/admin/dashboard`, release: '0.19', clientId: okta.clientId, clientSecret: okta.secret, apiToken,
    });
    assertWentThrough({ seen, sight });
    assertNoneShown(seen, okta.secret, apiToken, serviceAccount(apiToken));
    assert.ok(seen.apiToken.some(words => words.includes('Mona Example')), seen.apiToken.join('\n'));
    assert.equal(seen.token, apiToken, 'secret-tool finds the token in the keyring');
    assert.deepEqual(readBack(target), {
      IDP_PROVIDER: 'okta', IDP_PROVIDER_URL: okta.org, IDP_CLIENT_ID: okta.clientId, IDP_CLIENT_SECRET: okta.secret,
      IDP_SERVICE_ACCOUNT: serviceAccount(apiToken), AUTHENTICATE_SERVICE_URL: authenticate,
    });
  } finally {
    await okta.stop();
  }
});

test('against oidc-provider, for a release that takes groups from the claim', async () => {
  const secret = 'a-secret-of-oidc-provider-0123456789';
  const provider = await startProvider({
    redirectUris, secret, clientId: '0oaprovider000000001',
    more: {
      claims: { email: ['email'], profile: ['name'], groups: ['groups'] },
      conformIdTokenClaims: false,
      findAccount: (_, id) => ({
        accountId: id, claims: () => ({ sub: id, email: `${id}@example.com`, name: 'Mona', groups: ['Engineering'] }),
      }),
    },
  });
  try {
    const { seen, sight, target } = await setUp({
      organization: provider.issuer, release: '0.33', clientId: provider.clientId, clientSecret: secret, apiToken: null,
      another: true,
    });
    assertWentThrough({ seen, sight }, 3); // we ended the next setup
    for (const value of [provider.issuer, provider.clientId, authenticate, 'unfinished'])
      assert.ok(!seen.another.some(words => words.includes(value)), `${value} is on the first page of the next setup`);
    assertNoneShown(seen, secret);
    assert.ok(seen.signIn.includes('mona@example.com can sign in.'), seen.signIn.join('\n'));
    assert.ok(seen.signIn.some(words => /^10 checks passed .*\bGroups\b/.test(words)), seen.signIn.join('\n'));
    assert.equal(seen.token, '');
    assert.deepEqual(readBack(target), {
      IDP_PROVIDER: 'okta', IDP_PROVIDER_URL: provider.issuer, IDP_CLIENT_ID: provider.clientId, IDP_CLIENT_SECRET: secret,
      IDP_SCOPES: 'openid,profile,email,groups,offline_access', AUTHENTICATE_SERVICE_URL: authenticate,
    });
    assert.deepEqual(provider.faults, []);
  } finally {
    await provider.stop();
  }
});
